import { useTranslation } from 'react-i18next';
import { listMoneyAlertsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { AlertBody, AlertStatus } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure } from '@/shared/money';
import { StatusTag } from '@/shared/StatusTag';
import { ALERT_TONES } from './alerts';

const STATUSES = ['open', 'dismissed', 'reported'] as const satisfies AlertStatus[];

/** Movements of money that look like something, newest first. */
export default function MoneyAlertsPage() {
  const { t } = useTranslation('compliance');
  return (
    <ListPage
      title={t('alerts.title')}
      read={({ limit, cursor, filters }) =>
        listMoneyAlertsOptions({
          query: { limit, cursor, status: STATUSES.find((status) => status === filters.status) },
        })
      }
      columns={useAlertColumns()}
      rowKey={({ id }) => id}
      to={({ id }) => `/operations/money/${id}`}
      actions={<ButtonLink to="/operations/money-reports">{t('reports.title')}</ButtonLink>}
      filters={[
        {
          kind: 'choice',
          name: 'status',
          label: t('state'),
          options: STATUSES.map((value) => ({ value, label: t(`alert.status.${value}`) })),
        },
      ]}
      empty={{ title: t('alerts.empty'), hint: t('alerts.empty_hint') }}
    />
  );
}

function useAlertColumns(): readonly Column<AlertBody>[] {
  const { t } = useTranslation('compliance');
  return [
    {
      key: 'rule',
      title: t('alert.rule'),
      cell: ({ rule }) => t(`alert.rule.${rule}`),
      text: ({ rule }) => t(`alert.rule.${rule}`),
    },
    {
      key: 'about',
      title: t('alert.about'),
      cell: ({ about_name }) => about_name ?? t('hit.gone'),
      text: ({ about_name }) => about_name ?? '',
    },
    {
      key: 'amount',
      title: t('alert.amount'),
      numeric: true,
      cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
      text: ({ amount }) => formatFigure(amount),
    },
    {
      key: 'status',
      title: t('state'),
      width: 140,
      cell: ({ status }) => (
        <StatusTag tone={ALERT_TONES[status]} label={t(`alert.status.${status}`)} />
      ),
      text: ({ status }) => t(`alert.status.${status}`),
    },
    {
      key: 'opened',
      title: t('alert.opened'),
      width: 170,
      cell: ({ opened_at }) => <DateText value={opened_at} />,
      text: ({ opened_at }) => opened_at,
      phone: false,
    },
  ];
}
