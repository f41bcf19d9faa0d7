import type { TFunction } from 'i18next';
import type { QuoteBody } from '@/api/generated/types.gen';
import type { Fact } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';
import { toMinor } from '@/shared/money';

/** Of what an amount consists: principal and interest always, the rest where there is any. */
export function partsOf(quote: QuoteBody, t: TFunction<'servicing'>): Fact[] {
  const parts = [
    { label: t('principal'), money: quote.principal, always: true },
    { label: t('interest'), money: quote.interest, always: true },
    { label: t('penalty'), money: quote.penalty, always: false },
    { label: t('prepayment_fee'), money: quote.fee, always: false },
  ];
  return parts
    .filter(({ always, money }) => always || toMinor(money.amount) > 0n)
    .map(({ label, money }) => ({ label, value: <MoneyText value={money} /> }));
}
