import { expect, it } from 'vitest';
import { cutDecimals, moveToPercent } from './figures';

it.each([
  ['0.3', '30'],
  ['0.0485', '4.85'],
  ['1', '100'],
  ['-0.8', '-80'],
  ['0.12345678', '12.34'],
  ['0', '0'],
])('%s as a share is %s percent', (value, percent) => {
  expect(moveToPercent(value)).toBe(percent);
});

it.each([
  ['12.999', 2, '12.99'],
  ['12.50', 2, '12.5'],
  ['12', 2, '12'],
  ['-0.019', 2, '-0.01'],
  ['690.7', 0, '690'],
])('%s is cut to %i places', (value, places, text) => {
  expect(cutDecimals(value, places)).toBe(text);
});

it('refuses what is no number', () => {
  expect(() => cutDecimals('many', 2)).toThrow('Not a number');
});
