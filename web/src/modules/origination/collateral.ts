import type { CollateralItemBody } from '@/api/generated/types.gen';
import { fromMinor, toMinor, type Money } from '@/shared/money';

/** How much may be lent on these things together; `undefined` where there is none. */
export function lendingValueOf(items: readonly CollateralItemBody[]): Money | undefined {
  const [first] = items;
  if (first === undefined) return undefined;
  const sum = items
    .filter(({ verdict }) => verdict !== 'refused')
    .reduce((total, { lending_value }) => total + toMinor(lending_value.amount), 0n);
  return fromMinor(sum, first.lending_value.currency);
}
