import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BidOfferBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { MoneyText } from '@/shared/MoneyText';
import { formatRate } from '@/shared/rates';

interface OfferRow {
  key: string;
  label: string;
  cell: (offer: BidOfferBody) => ReactNode;
}

/** Everything by which offers differ, the dearest question first. */
export function useOfferRows(): readonly OfferRow[] {
  const { t, i18n } = useTranslation(['bidding', 'catalog']);
  const row = (key: string, cell: OfferRow['cell']): OfferRow => ({ key, label: t(key), cell });
  return [
    row('yearly_cost', ({ yearly_cost }) => <strong>{formatRate(yearly_cost)}</strong>),
    row('amount', ({ amount }) => <MoneyText value={amount} />),
    row('term', ({ term_months }) => t('months', { count: term_months })),
    row('rate', ({ yearly_rate }) => formatRate(yearly_rate)),
    row('fee', ({ fee }) => <MoneyText value={fee} />),
    row('instalment', ({ monthly_cost }) => <MoneyText value={monthly_cost} />),
    row('final', ({ final_payment }) => <MoneyText value={final_payment} />),
    row('total_cost', ({ total_cost }) => <MoneyText value={total_cost} />),
    row('speed', ({ days_to_money }) => t('workdays', { count: days_to_money })),
    row('method', ({ method }) => t(`catalog:method.${method}`)),
    row('product', ({ product_name, product_name_en }) =>
      i18n.language === 'en' ? product_name_en : product_name,
    ),
    row('security', ({ collateral }) =>
      collateral.length === 0
        ? t('no_pledges')
        : collateral.map((kind) => t(`catalog:collateral.${kind}`)).join(t('comma')),
    ),
    row('conditions', ({ conditions }) => conditions ?? t('no_conditions')),
    row('valid_until', ({ valid_until }) => <DateText value={valid_until} />),
  ];
}

export function BestTags({ offer: { best } }: { offer: BidOfferBody }) {
  const { t } = useTranslation('bidding');
  return best.map((each) => (
    <Tag key={each} color="success">
      {t(`best.${each}`)}
    </Tag>
  ));
}
