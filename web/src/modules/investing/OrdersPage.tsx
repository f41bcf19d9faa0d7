import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  listSubscriptionsOptions,
  withdrawSubscriptionMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { SubscriptionBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import { MoneyText } from '@/shared/MoneyText';
import { StatusTag, type Tone } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';

const TONES: Record<SubscriptionBody['status'], Tone> = {
  held: 'waiting',
  withdrawn: 'neutral',
  allotted: 'running',
  paying: 'running',
  paid: 'good',
  released: 'neutral',
  refused: 'bad',
};

/** Every order, what became of it, and the way back while there is one. */
export default function OrdersPage() {
  const { t } = useTranslation('investing');
  return (
    <ListPage
      title={t('orders.title')}
      read={({ limit, cursor }) => listSubscriptionsOptions({ query: { limit, cursor } })}
      rowKey={({ id }) => id}
      to={({ offering_id }) => `/investor/offerings/${offering_id}`}
      empty={{ title: t('orders.empty'), hint: t('orders.empty_hint') }}
      columns={[
        { key: 'title', title: t('project'), cell: ({ offering_title }) => offering_title },
        {
          key: 'status',
          title: t('orders.status'),
          cell: ({ status }) => <StatusTag tone={TONES[status]} label={t(`order.${status}`)} />,
        },
        {
          key: 'amount',
          title: t('ordered_yuan'),
          numeric: true,
          cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
        },
        {
          key: 'allotted',
          title: t('allotted_yuan'),
          numeric: true,
          cell: ({ allotted }) => <MoneyText value={allotted} form="figure" />,
        },
        {
          key: 'placed_at',
          title: t('orders.placed_at'),
          cell: ({ placed_at }) => <DateText value={placed_at} />,
        },
        { key: 'back', title: t('orders.back'), cell: (order) => <TakeBack order={order} /> },
      ]}
    />
  );
}

function TakeBack({ order }: { order: SubscriptionBody }) {
  const { t } = useTranslation('investing');
  const mayInvest = useMay('investing:invest');
  const withdraw = useAction(withdrawSubscriptionMutation(), {
    onDone: () => toast(t('orders.withdrawn')),
  });
  if (!mayInvest || !order.may_withdraw)
    return <span className="muted">{order.by_plan ? t('orders.by_plan') : '–'}</span>;
  return (
    <Button
      loading={withdraw.isPending}
      onClick={() => withdraw.mutate({ path: { subscription_id: order.id } })}
    >
      {t('orders.take_back')}
    </Button>
  );
}
