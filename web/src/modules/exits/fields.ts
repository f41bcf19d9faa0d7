import dayjs, { type Dayjs } from 'dayjs';
import type { ClaimBody, MoneyBody } from '@/api/generated/types.gen';
import { moneyFromText } from '@/shared/money';

export const AMOUNT = /^\d{1,13}(\.\d{1,2})?$/;
export const PERCENT = /^(100|\d{1,2}(\.\d{1,4})?)$/;
const CLAIM = /^\s*(\d{1,2})\s*[,，]\s*(.{2,100}?)\s*[,，]\s*(\d{1,13}(?:\.\d{1,2})?)\s*$/;

export function yuan(text: string): MoneyBody {
  return moneyFromText(text) ?? { amount: text, currency: 'CNY' };
}

export function inAFortnight(): Dayjs {
  return dayjs().add(14, 'day');
}

/** "6" per cent is "0.06". */
export function shareOf(percent: string): string {
  return String(Math.round(Number(percent) * 10_000) / 1_000_000);
}

/** One a line: rank, who, amount; `undefined` if a line is not that. */
export function claimsFrom(text: string): ClaimBody[] | undefined {
  const claims: ClaimBody[] = [];
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const [, rank, name, owed] = CLAIM.exec(line) ?? [];
    if (rank === undefined || name === undefined || owed === undefined) return undefined;
    claims.push({ rank: Number(rank), name, owed: yuan(owed) });
  }
  return claims;
}
