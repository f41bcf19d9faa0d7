import { useTranslation } from 'react-i18next';
import { listPaymentBatchesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { PaymentBatchBody } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure } from '@/shared/money';
import { StatusTag } from '@/shared/StatusTag';

/** Payments that went to the bank in one message: how many of each have ended, and how. */
export default function BatchListPage() {
  const { t } = useTranslation('payments');
  return (
    <ListPage
      title={t('batches.title')}
      read={({ limit, cursor }) => listPaymentBatchesOptions({ query: { limit, cursor } })}
      columns={useBatchColumns()}
      rowKey={({ id }) => id}
      to={({ id }) => `/operations/payments?batch=${id}`}
      actions={<ButtonLink to="/operations/payments">{t('orders.title')}</ButtonLink>}
      empty={{ title: t('batches.empty'), hint: t('batches.empty_hint') }}
    />
  );
}

function useBatchColumns(): readonly Column<PaymentBatchBody>[] {
  const { t } = useTranslation('payments');
  const figure = (key: 'orders' | 'settled' | 'failed' | 'open'): Column<PaymentBatchBody> => ({
    key,
    title: t(`batch.${key}`),
    numeric: true,
    cell: (batch) => batch[key],
    text: (batch) => String(batch[key]),
  });
  return [
    {
      key: 'sent',
      title: t('order.sent'),
      cell: ({ sent_at }) => <DateText value={sent_at} />,
      text: ({ sent_at }) => sent_at,
    },
    {
      key: 'state',
      title: t('order.status'),
      cell: (batch) => <BatchState batch={batch} />,
      text: ({ open }) => String(open),
    },
    {
      key: 'amount',
      title: t('order.amount_yuan'),
      numeric: true,
      cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
      text: ({ amount }) => formatFigure(amount),
    },
    figure('orders'),
    figure('settled'),
    figure('failed'),
    figure('open'),
  ];
}

function BatchState({ batch }: { batch: PaymentBatchBody }) {
  const { t } = useTranslation('payments');
  if (batch.open === 0) return <StatusTag tone="good" label={t('batch.ended')} />;
  if (batch.answered_at === null) return <StatusTag tone="warning" label={t('status.unknown')} />;
  return <StatusTag tone="running" label={t('status.accepted')} />;
}
