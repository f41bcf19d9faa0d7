import { expect, it } from 'vitest';
import { percentOf } from './share';

const yuan = (amount: string) => ({ amount, currency: 'CNY' });

it('is cut to a tenth', () => {
  expect(percentOf(yuan('1.00'), yuan('3.00'))).toBe(33.3);
  expect(percentOf(yuan('3.00'), yuan('3.00'))).toBe(100);
});

it('is nothing where there is nothing', () => {
  expect(percentOf(yuan('0.00'), yuan('0.00'))).toBe(0);
});
