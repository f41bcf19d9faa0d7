import type { Measure } from '@/api/generated/types.gen';
import { fromMinor, toMinor, type Money } from '@/shared/money';

export const MEASURES = ['revenue', 'net_profit', 'cash'] as const satisfies Measure[];

/** A loss is written with a minus. */
export const SIGNED = /^-?\d{1,12}(\.\d{1,2})?$/;

export function signedMoney(text: string): Money {
  return fromMinor(toMinor(text.trim()));
}
