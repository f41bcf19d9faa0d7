import type { Direction, InvoiceMonthBody } from '@/api/generated/types.gen';
import { fromMinor, toMinor, type Money } from '@/shared/money';

export interface Turnover {
  month: string;
  output: Money;
  input: Money;
}

const ZERO = fromMinor(0n);
export const MONTHS_SHOWN = 24;

/** The latest months in order, those without any invoice included. */
export function turnoverOf(months: readonly InvoiceMonthBody[]): Turnover[] {
  const net = new Map(months.map((one) => [`${one.month.slice(0, 7)} ${one.direction}`, one.net]));
  const names = months.map(({ month }) => month.slice(0, 7)).sort();
  const [first, last] = [names[0], names.at(-1)];
  if (first === undefined || last === undefined) return [];
  const all: Turnover[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) {
    const of = (direction: Direction): Money => net.get(`${month} ${direction}`) ?? ZERO;
    all.push({ month, output: of('output'), input: of('input') });
  }
  return all.slice(-MONTHS_SHOWN);
}

/** What the months hold together, of one direction. */
export function sumOf(months: readonly Turnover[], direction: Direction): Money {
  return fromMinor(months.reduce((sum, one) => sum + toMinor(one[direction].amount), 0n));
}

/** Shares of a hundred in whole parts: void and red-letter invoices among all. */
export function countsOf(months: readonly InvoiceMonthBody[], direction: Direction) {
  const chosen = months.filter((one) => one.direction === direction);
  const total = (key: 'count' | 'void_count' | 'red_count') =>
    chosen.reduce((sum, one) => sum + one[key], 0);
  return { count: total('count'), void: total('void_count'), red: total('red_count') };
}

function nextMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
