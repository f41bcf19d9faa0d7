import { useTranslation } from 'react-i18next';
import type { ServiceOfferBody } from '@/api/generated/types.gen';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { useRatingText } from './words';

export function useOfferColumns(): readonly Column<ServiceOfferBody>[] {
  const { t } = useTranslation('services');
  const ratingText = useRatingText();
  return [
    {
      key: 'title',
      title: t('service'),
      cell: ({ title }) => <strong>{title}</strong>,
      text: ({ title }) => title,
    },
    {
      key: 'kind',
      title: t('kind'),
      cell: ({ kind }) => t(`kind.${kind}`),
      text: ({ kind }) => t(`kind.${kind}`),
    },
    {
      key: 'partner',
      title: t('partner'),
      cell: ({ partner_name }) => partner_name ?? '–',
      text: ({ partner_name }) => partner_name ?? '',
    },
    {
      key: 'price',
      title: t('price'),
      numeric: true,
      cell: ({ price }) => <MoneyText value={price} />,
      text: ({ price }) => price.amount,
    },
    {
      key: 'days',
      title: t('delivery_days'),
      cell: ({ delivery_days }) => t('days', { days: delivery_days }),
      text: ({ delivery_days }) => String(delivery_days),
    },
    { key: 'rating', title: t('rating'), cell: ratingText, text: ratingText },
  ];
}
