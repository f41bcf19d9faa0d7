import { useTranslation } from 'react-i18next';
import { listDisputesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { DisputeLineBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { DeadlineClock } from '@/shared/DeadlineClock';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { StatusTag } from '@/shared/StatusTag';
import { DISPUTE_TONES } from './disputeWords';

/** Disputes with their clocks: a party sees its own, staff the whole desk. */
export default function DisputeListPage() {
  const { t } = useTranslation('contracts');
  const { portal } = useSession();
  return (
    <ListPage
      title={t('disputes.title')}
      read={({ limit, cursor, filters }) =>
        listDisputesOptions({
          query: {
            limit,
            cursor,
            is_open: filters.state === undefined ? undefined : filters.state === 'open',
          },
        })
      }
      columns={useColumns()}
      rowKey={({ id }) => id}
      to={({ id }) => `/${portal}/disputes/${id}`}
      filters={[
        {
          kind: 'choice',
          name: 'state',
          label: t('disputes.state'),
          options: [
            { value: 'open', label: t('disputes.state.open') },
            { value: 'ended', label: t('disputes.state.ended') },
          ],
        },
      ]}
      empty={{ title: t('disputes.empty'), hint: t('disputes.empty_hint') }}
    />
  );
}

function useColumns(): readonly Column<DisputeLineBody>[] {
  const { t } = useTranslation('contracts');
  return [
    {
      key: 'kind',
      title: t('dispute.kind'),
      cell: ({ kind }) => t(`dispute_kind.${kind}`),
      text: ({ kind }) => t(`dispute_kind.${kind}`),
    },
    {
      key: 'status',
      title: t('disputes.state'),
      cell: ({ status }) => (
        <StatusTag tone={DISPUTE_TONES[status]} label={t(`dispute_status.${status}`)} />
      ),
      text: ({ status }) => t(`dispute_status.${status}`),
    },
    {
      key: 'clock',
      title: t('dispute.due'),
      cell: ({ due_at, ended_at }) =>
        ended_at === null ? <DeadlineClock dueAt={due_at} /> : <DateText value={ended_at} />,
      text: ({ due_at }) => due_at,
    },
    {
      key: 'enterprise',
      title: t('side.enterprise'),
      cell: ({ enterprise_name }) => enterprise_name,
      text: ({ enterprise_name }) => enterprise_name,
    },
    {
      key: 'institution',
      title: t('side.institution'),
      cell: ({ institution_name }) => institution_name,
      text: ({ institution_name }) => institution_name,
    },
    {
      key: 'opened_at',
      title: t('dispute.opened_at'),
      cell: ({ opened_at }) => <DateText value={opened_at} />,
      text: ({ opened_at }) => opened_at,
    },
  ];
}
