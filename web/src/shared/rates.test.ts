import { expect, it } from 'vitest';
import { bpsFromPercent, formatRate, toPercent } from './rates';

it.each([
  ['0.0485', '4.85'],
  ['0.05', '5'],
  ['0.050', '5'],
  ['0.5', '50'],
  ['0', '0'],
  ['1', '100'],
  ['0.00365', '0.365'],
  ['0.24', '24'],
  ['0.10', '10'],
  ['1.2', '120'],
  ['-0.0010', '-0.1'],
])('the rate %s is %s per cent', (rate, percent) => {
  expect(toPercent(rate)).toBe(percent);
  expect(formatRate(rate)).toBe(`${percent}%`);
});

it.each(['', 'x', '--0.1', '4.85%'])('%j is no rate', (text) => {
  expect(() => toPercent(text)).toThrow('Not a rate');
});

it.each([
  ['4.85', 485n],
  ['4.8', 480n],
  [' 5 ', 500n],
  ['100', 10_000n],
  ['100.01', undefined],
  ['4.855', undefined],
  ['', undefined],
])('%s per cent as typed is %s bps', (text, bps) => {
  expect(bpsFromPercent(text)).toBe(bps);
});
