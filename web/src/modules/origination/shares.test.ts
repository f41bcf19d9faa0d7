import { expect, test } from 'vitest';
import { barHeight, shareOf } from './shares';
import { percent } from './words';

const yuan = (amount: string) => ({ amount, currency: 'CNY' });

test.each([
  ['25.00', '100.00', 25],
  ['1.00', '3.00', 33],
  ['2.00', '3.00', 67],
  ['5.00', '0.00', 0],
  ['-5.00', '10.00', 0],
  ['15.00', '10.00', 100],
])('%s of %s is %i per cent', (part, whole, share) => {
  expect(shareOf(yuan(part), yuan(whole))).toBe(share);
});

test('a bar is as high as its amount in ten thousand', () => {
  expect(barHeight(yuan('1234567.89'))).toBe(123.45);
});

test.each([
  ['0.0680', '6.8%'],
  ['0.068', '6.8%'],
  ['0.1', '10%'],
  ['0.0435', '4.35%'],
  ['0.06', '6%'],
  ['1.25', '125%'],
  ['0', '0%'],
])('the rate %s reads %s', (rate, words) => {
  expect(percent(rate)).toBe(words);
});
