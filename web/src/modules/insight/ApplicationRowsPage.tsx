import { useTranslation } from 'react-i18next';
import { listCockpitApplicationsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ApplicationRowBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure } from '@/shared/money';
import { StatusTag } from '@/shared/StatusTag';
import { useSharedColumns } from './sharedColumns';
import { toneOfStage } from './tones';
import { useCockpitFilters } from './useCockpitFilters';
import { wishOf } from './wish';

const STAGES = [
  'submitted',
  'review',
  'due_diligence',
  'approval',
  'contract',
  'payout',
  'active',
  'closed',
  'rejected',
  'returned',
  'withdrawn',
  'expired',
] as const;

export default function ApplicationRowsPage() {
  const { t } = useTranslation('insight');
  const fields = useCockpitFilters();
  const { who, where } = useSharedColumns<ApplicationRowBody>();
  const columns: readonly Column<ApplicationRowBody>[] = [
    ...who,
    {
      key: 'kind',
      title: t('column.kind'),
      cell: (row) => t(`kind.${row.product_kind}`),
      text: (row) => t(`kind.${row.product_kind}`),
    },
    {
      key: 'amount',
      title: t('column.amount'),
      numeric: true,
      cell: (row) => <MoneyText value={row.amount} form="figure" />,
      text: (row) => (row.amount ? formatFigure(row.amount) : ''),
    },
    {
      key: 'stage',
      title: t('column.stage'),
      cell: (row) => <StatusTag tone={toneOfStage(row.stage)} label={t(`stage.${row.stage}`)} />,
      text: (row) => t(`stage.${row.stage}`),
    },
    ...where,
    {
      key: 'submitted',
      title: t('column.submitted'),
      cell: (row) => <DateText value={row.submitted_at} />,
      text: (row) => row.submitted_at ?? '',
    },
  ];
  return (
    <ListPage
      title={t('applications.title')}
      read={({ limit, cursor, filters }) =>
        listCockpitApplicationsOptions({
          query: {
            limit,
            cursor,
            ...wishOf(filters),
            stage: filters.stage ? [filters.stage] : undefined,
          },
        })
      }
      columns={columns}
      rowKey={({ id }) => id}
      to={({ id }) => `/operations/applications/${id}`}
      filters={[
        ...fields,
        {
          kind: 'choice',
          name: 'stage',
          label: t('filter.stage'),
          options: STAGES.map((stage) => ({ value: stage, label: t(`stage.${stage}`) })),
        },
      ]}
      empty={{ title: t('applications.empty'), hint: t('empty_hint') }}
    />
  );
}
