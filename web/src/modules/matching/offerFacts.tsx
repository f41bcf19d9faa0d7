import { useTranslation } from 'react-i18next';
import type { OfferBody } from '@/api/generated/types.gen';
import type { Fact } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';
import { formatRate } from '@/shared/rates';

/** What an offer costs, in the same order on every card and in the comparison. */
export function useOfferFacts(): (offer: OfferBody) => readonly Fact[] {
  const { t } = useTranslation(['matching', 'catalog']);
  return (offer) => [
    { label: t('offer.rate'), value: formatRate(offer.yearly_rate) },
    {
      label: t(MONTHLY[offer.method]),
      value: <MoneyText value={offer.monthly_cost} />,
    },
    ...(ENDS_LARGE.has(offer.method)
      ? [{ label: t('offer.final'), value: <MoneyText value={offer.final_payment} /> }]
      : []),
    { label: t('offer.total'), value: <MoneyText value={offer.total_cost} /> },
    { label: t('offer.yearly'), value: formatRate(offer.yearly_cost) },
    { label: t('offer.money'), value: t('offer.days', { count: offer.days_to_money }) },
  ];
}

/** Methods with which the last payment is not like the others. */
const ENDS_LARGE: ReadonlySet<OfferBody['method']> = new Set(['interest_only', 'bullet']);

const MONTHLY: Record<OfferBody['method'], string> = {
  equal_instalment: 'offer.monthly',
  equal_principal: 'offer.monthly_first',
  flat: 'offer.monthly',
  interest_only: 'offer.monthly_interest',
  bullet: 'offer.monthly',
};
