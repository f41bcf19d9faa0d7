import { useTranslation } from 'react-i18next';
import { listPaymentOrdersOptions } from '@/api/generated/@tanstack/react-query.gen';
import { useSession } from '@/api/session';
import { PagedRows } from '@/shared/list/PagedRows';
import { useOrderColumns } from './orderColumns';

export function OwnOrders() {
  const { t } = useTranslation('payments');
  const { portal } = useSession();
  return (
    <PagedRows
      label={t('tab.orders')}
      read={({ limit, cursor }) => listPaymentOrdersOptions({ query: { limit, cursor } })}
      filters={{}}
      columns={useOrderColumns()}
      rowKey={({ id }) => id}
      to={({ id }) => `/${portal}/funds/orders/${id}`}
      empty={{ title: t('orders.empty'), hint: t('orders.empty_hint') }}
    />
  );
}
