import { toMinor, type Money } from '@/shared/money';

/** One amount in per cent of another, to a tenth; nothing of nothing is 0. */
export function percentOf(part: Money, whole: Money): number {
  const all = toMinor(whole.amount);
  return all === 0n ? 0 : Number((toMinor(part.amount) * 1000n) / all) / 10;
}
