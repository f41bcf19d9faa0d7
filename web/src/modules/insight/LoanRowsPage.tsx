import { useTranslation } from 'react-i18next';
import { listCockpitLoansOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { LoanRowBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure } from '@/shared/money';
import { StatusTag } from '@/shared/StatusTag';
import { useSharedColumns } from './sharedColumns';
import { toneOfBucket } from './tones';
import { useCockpitFilters } from './useCockpitFilters';
import { BUCKETS, bucketOf, wishOf } from './wish';

export default function LoanRowsPage() {
  const { t } = useTranslation('insight');
  const fields = useCockpitFilters();
  const { who, where } = useSharedColumns<LoanRowBody>();
  const columns: readonly Column<LoanRowBody>[] = [
    ...who,
    {
      key: 'principal',
      title: t('column.principal'),
      numeric: true,
      cell: (row) => <MoneyText value={row.principal} form="figure" />,
      text: (row) => formatFigure(row.principal),
    },
    {
      key: 'outstanding',
      title: t('column.outstanding'),
      numeric: true,
      cell: (row) => <MoneyText value={row.outstanding} form="figure" />,
      text: (row) => formatFigure(row.outstanding),
    },
    {
      key: 'bucket',
      title: t('column.bucket'),
      cell: (row) => <Standing row={row} />,
      text: (row) => t(`bucket.${row.bucket}`),
    },
    ...where,
    {
      key: 'opened',
      title: t('column.opened'),
      cell: (row) => <DateText value={row.opened_on} />,
      text: (row) => row.opened_on,
    },
  ];
  return (
    <ListPage
      title={t('loans.title')}
      read={({ limit, cursor, filters }) => {
        const bucket = bucketOf(filters.bucket);
        return listCockpitLoansOptions({
          query: { limit, cursor, ...wishOf(filters), bucket: bucket && [bucket] },
        });
      }}
      columns={columns}
      rowKey={({ id }) => id}
      to={({ id }) => `/operations/loans/${id}`}
      filters={[
        ...fields,
        {
          kind: 'choice',
          name: 'bucket',
          label: t('filter.bucket'),
          options: BUCKETS.map((bucket) => ({ value: bucket, label: t(`bucket.${bucket}`) })),
        },
      ]}
      empty={{ title: t('loans.empty'), hint: t('empty_hint') }}
    />
  );
}

function Standing({ row }: { row: LoanRowBody }) {
  const { t } = useTranslation('insight');
  if (row.closed_on) return <StatusTag tone="neutral" label={t('paid_off')} />;
  return <StatusTag tone={toneOfBucket(row.bucket)} label={t(`bucket.${row.bucket}`)} />;
}
