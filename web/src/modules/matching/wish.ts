import type { Priority, Purpose } from '@/api/generated/types.gen';
import type { Filters } from '@/shared/list/useFilters';
import { moneyFromText } from '@/shared/money';

export const TERMS = [3, 6, 9, 12, 18, 24, 36, 48, 60] as const;

export const PURPOSES: readonly Purpose[] = [
  'working_capital',
  'fulfil_order',
  'early_collection',
  'equipment',
  'research',
  'breeding',
];

export const PRIORITIES: readonly Priority[] = ['cost', 'speed', 'fit'];

/** The three questions as they stand in the address; `wan` is the amount as it was typed. */
export interface Wish {
  wan: string;
  months: number;
  purpose: Purpose | undefined;
  /** What matters most; without it the platform weighs. */
  priority?: Priority;
}

export function wishOf({ wan, months, purpose, priority }: Filters): Wish {
  const known = TERMS.find((term) => String(term) === months);
  return {
    wan: wan ?? '',
    months: known ?? 12,
    purpose: PURPOSES.find((one) => one === purpose),
    priority: PRIORITIES.find((one) => one === priority),
  };
}

/** Yuan as the API takes them; `undefined` if it is no amount above nothing. */
export function amountOf(wan: string): string | undefined {
  const money = moneyFromText(wan, 'wan');
  return money === undefined || /^0+\.00$/.test(money.amount) ? undefined : money.amount;
}
