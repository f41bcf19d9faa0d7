import { toMinor, type Money } from '@/shared/money';

/** How much of the whole it is, in whole per cent between 0 and 100. */
export function shareOf(part: Money, whole: Money): number {
  const total = toMinor(whole.amount);
  if (total <= 0n) return 0;
  const share = Number((toMinor(part.amount) * 200n + total) / (2n * total));
  return Math.min(100, Math.max(0, share));
}

/** For the height of a bar only: 万元 with two decimals. */
export function barHeight({ amount }: Money): number {
  return Number(toMinor(amount) / 10_000n) / 100;
}
