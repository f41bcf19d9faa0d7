import { fromMinor, moneyFromText, toMinor, type Money } from '@/shared/money';

/** What a person types as 万元, also below zero; `undefined` if it is not an amount. */
export function moneyFromWan(text: string): Money | undefined {
  const trimmed = text.trim().replace(/^[−－]/, '-');
  const negative = trimmed.startsWith('-');
  const amount = moneyFromText(negative ? trimmed.slice(1) : trimmed, 'wan');
  if (amount === undefined || !negative) return amount;
  return fromMinor(-toMinor(amount.amount), amount.currency);
}

/** "-1500000.00" as "-150": moved by four places as text. */
export function inWan({ amount }: Money): string {
  const minor = toMinor(amount);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '');
  const sign = minor < 0n ? '-' : '';
  return `${sign}${digits.slice(0, -6)}${fraction === '' ? '' : `.${fraction}`}`;
}
