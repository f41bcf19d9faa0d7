import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { getPaymentOrderOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { PaymentOrderBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { formatWhen } from '@/shared/dates';
import { DetailPage } from '@/shared/DetailPage';
import { Facts, type Fact } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { usePathParam } from '@/shared/usePathParam';
import { OrderActions } from './OrderActions';
import { OrderState } from './OrderState';
import { OrderTrace } from './OrderTrace';
import { useReason } from './words';

export default function OrderPage() {
  const { t } = useTranslation('payments');
  const orderId = usePathParam('orderId');
  const isStaff = useMay('payments:view_everywhere');
  const order = useQuery(getPaymentOrderOptions({ path: { order_id: orderId } }));
  return (
    <QueryGate query={order}>
      {(data) => (
        <DetailPage
          title={t(`kind.${data.kind}`)}
          tags={<OrderState order={data} />}
          amount={<MoneyText value={data.amount} strong />}
          nextAction={isStaff && data.ended_at === null && <OrderActions order={data} />}
          tabs={[
            {
              key: 'facts',
              label: t('order.facts'),
              content: (
                <>
                  <WaitsForDay order={data} />
                  <OrderFacts order={data} isStaff={isStaff} />
                </>
              ),
            },
          ]}
          side={isStaff && <OrderTrace orderId={data.id} />}
        />
      )}
    </QueryGate>
  );
}

/** Ordered after the bank's cut-off: said before anybody wonders where the money is. */
function WaitsForDay({ order }: { order: PaymentOrderBody }) {
  const { t } = useTranslation('payments');
  const orderedOn = formatWhen(order.ordered_at).slice(0, 10);
  if (order.status !== 'ordered' || order.value_date <= orderedOn) return null;
  return (
    <Alert showIcon type="info" message={t('order.waits_for_day', { day: order.value_date })} />
  );
}

function OrderFacts({ order, isStaff }: { order: PaymentOrderBody; isStaff: boolean }) {
  const { t } = useTranslation('payments');
  const reasonOf = useReason();
  const outside = t('order.outside');
  const facts: Fact[] = [
    { label: t('order.payer'), value: order.payer_name ?? outside },
    { label: t('order.payee'), value: order.payee_name ?? outside },
    { label: t('order.amount'), value: <MoneyText value={order.amount} /> },
    { label: t('order.ordered'), value: <DateText value={order.ordered_at} /> },
    { label: t('order.value_date'), value: <DateText value={order.value_date} /> },
  ];
  if (order.kind === 'payout')
    facts.push({ label: t('order.fee'), value: <MoneyText value={order.fee} /> });
  if (order.reason_code)
    facts.push({ label: t('order.reason'), value: reasonOf(order.reason_code) });
  if (order.settled_on)
    facts.push({ label: t('order.settled_on'), value: <DateText value={order.settled_on} /> });
  if (isStaff)
    facts.push(
      { label: t('order.sent'), value: <DateText value={order.sent_at} /> },
      { label: t('order.ended'), value: <DateText value={order.ended_at} /> },
      { label: t('order.ask_at'), value: <DateText value={order.ask_at} /> },
      { label: t('order.attempts'), value: order.attempts },
      { label: t('order.asks'), value: order.asks },
      { label: t('order.bank_no'), value: order.bank_order_no ?? '–' },
      { label: t('order.reference'), value: order.reference },
    );
  facts.push({ label: t('order.id'), value: order.id });
  return <Facts facts={facts} />;
}
