import { useTranslation } from 'react-i18next';
import type { PaymentOrderBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure } from '@/shared/money';
import { OrderState } from './OrderState';

/** The columns of every list of orders. */
export function useOrderColumns(): readonly Column<PaymentOrderBody>[] {
  const { t } = useTranslation('payments');
  const outside = t('order.outside');
  return [
    {
      key: 'kind',
      title: t('order.kind'),
      cell: ({ kind }) => t(`kind.${kind}`),
      text: ({ kind }) => t(`kind.${kind}`),
    },
    {
      key: 'status',
      title: t('order.status'),
      cell: (order) => <OrderState order={order} />,
      text: ({ status }) => t(`status.${status}`),
    },
    {
      key: 'amount',
      title: t('order.amount_yuan'),
      numeric: true,
      cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
      text: ({ amount }) => formatFigure(amount),
    },
    {
      key: 'payer',
      title: t('order.payer'),
      cell: ({ payer_name }) => payer_name ?? outside,
      text: ({ payer_name }) => payer_name ?? outside,
    },
    {
      key: 'payee',
      title: t('order.payee'),
      cell: ({ payee_name }) => payee_name ?? outside,
      text: ({ payee_name }) => payee_name ?? outside,
    },
    {
      key: 'ordered',
      title: t('order.ordered'),
      cell: ({ ordered_at }) => <DateText value={ordered_at} relative />,
      text: ({ ordered_at }) => ordered_at,
    },
  ];
}
