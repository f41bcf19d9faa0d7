import { expect, it } from 'vitest';
import type { InvoiceMonthBody } from '@/api/generated/types.gen';
import { countsOf, sumOf, turnoverOf } from './turnover';

const month = (name: string, direction: 'input' | 'output', amount: string): InvoiceMonthBody => ({
  month: `${name}-01`,
  direction,
  net: { amount, currency: 'CNY' },
  tax: { amount: '0.00', currency: 'CNY' },
  count: 4,
  void_count: 1,
  red_count: 2,
});

const months = [
  month('2025-12', 'output', '100.00'),
  month('2026-02', 'output', '-20.50'),
  month('2026-02', 'input', '3.00'),
];

it('months without invoices are there with nothing in them', () => {
  const turnover = turnoverOf(months);
  expect(turnover.map(({ month: name }) => name)).toEqual(['2025-12', '2026-01', '2026-02']);
  expect(turnover.map(({ output }) => output.amount)).toEqual(['100.00', '0.00', '-20.50']);
});

it('sums and counts are exact', () => {
  expect(sumOf(turnoverOf(months), 'output').amount).toBe('79.50');
  expect(countsOf(months, 'output')).toEqual({ count: 8, void: 2, red: 4 });
});

it('nothing gives nothing', () => {
  expect(turnoverOf([])).toEqual([]);
});
