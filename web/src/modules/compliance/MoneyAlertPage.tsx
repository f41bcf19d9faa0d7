import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getMoneyAlertOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { AlertDetailBody, WatchedMovementBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { DetailPage } from '@/shared/DetailPage';
import { Facts } from '@/shared/Facts';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { usePathParam } from '@/shared/usePathParam';
import { FreezeCard } from './FreezeCard';
import { MoneyDecisionDrawer, type MoneyDecision } from './MoneyDecisionDrawer';
import { ALERT_TONES } from './alerts';

/** One alert: which movements made it, and what is done about it. */
export default function MoneyAlertPage() {
  const id = usePathParam('id');
  const alert = useQuery(getMoneyAlertOptions({ path: { alert_id: id } }));
  return <QueryGate query={alert}>{(detail) => <Desk detail={detail} />}</QueryGate>;
}

function Desk({ detail }: { detail: AlertDetailBody }) {
  const { t } = useTranslation('compliance');
  const mayDecide = useMay('compliance:decide_alert');
  const [decision, setDecision] = useState<MoneyDecision>();
  const { alert } = detail;
  return (
    <>
      <DetailPage
        title={t(`alert.rule.${alert.rule}`)}
        tags={
          <StatusTag tone={ALERT_TONES[alert.status]} label={t(`alert.status.${alert.status}`)} />
        }
        amount={<MoneyText value={alert.amount} />}
        nextAction={
          mayDecide &&
          alert.status === 'open' && (
            <>
              <Button onClick={() => setDecision('dismiss')}>{t('alert.dismiss')}</Button>
              <Button danger onClick={() => setDecision('report')}>
                {t('alert.report')}
              </Button>
            </>
          )
        }
        tabs={[{ key: 'why', label: t('alert.why'), content: <Why detail={detail} /> }]}
        side={<FreezeCard detail={detail} onFreeze={() => setDecision('freeze')} />}
      />
      {decision && (
        <MoneyDecisionDrawer
          alert={alert}
          decision={decision}
          onClose={() => setDecision(undefined)}
        />
      )}
    </>
  );
}

function Why({ detail }: { detail: AlertDetailBody }) {
  const { t } = useTranslation('compliance');
  const { alert, movements } = detail;
  return (
    <>
      <p>{t(`alert.means.${alert.rule}`)}</p>
      <Facts
        facts={[
          { label: t('alert.about'), value: alert.about_name ?? t('hit.gone') },
          { label: t('alert.opened'), value: <DateText value={alert.opened_at} /> },
          ...(alert.reason
            ? [
                {
                  label: t('propose.reason'),
                  value: `${alert.reason} · ${alert.decided_by_name ?? ''}`,
                },
              ]
            : []),
        ]}
      />
      <RowTable
        label={t('alert.movements')}
        rows={movements}
        rowKey={({ id }) => id}
        columns={useMovementColumns()}
        to={({ id }) => `/operations/payments/${id}`}
      />
    </>
  );
}

function useMovementColumns(): readonly Column<WatchedMovementBody>[] {
  const { t } = useTranslation('compliance');
  return [
    { key: 'at', title: t('movement.at'), cell: ({ moved_at }) => <DateText value={moved_at} /> },
    {
      key: 'payer',
      title: t('movement.payer'),
      cell: ({ payer_name, payer }) =>
        payer ? (payer_name ?? t('hit.gone')) : t('movement.outside'),
    },
    {
      key: 'payee',
      title: t('movement.payee'),
      cell: ({ payee_name, payee }) =>
        payee ? (payee_name ?? t('hit.gone')) : t('movement.outside'),
    },
    {
      key: 'amount',
      title: t('alert.amount'),
      numeric: true,
      cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
    },
  ];
}
