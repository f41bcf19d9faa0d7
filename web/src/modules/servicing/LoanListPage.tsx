import { useTranslation } from 'react-i18next';
import { listLoansOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { LoanBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column, Filter } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure } from '@/shared/money';
import { REGIONS } from '@/shared/tile-map/regions';
import { LoanState } from './LoanState';
import { Portfolio } from './Portfolio';
import { BUCKETS } from './words';

const STATES: readonly LoanBody['status'][] = ['active', 'closed', 'written_off'];

export default function LoanListPage() {
  const { t } = useTranslation('servicing');
  const { portal } = useSession();
  return (
    <ListPage
      title={t(`list.title.${portal}`)}
      read={({ limit, cursor, filters }) =>
        listLoansOptions({
          query: {
            limit,
            cursor,
            status: STATES.find((state) => state === filters.status),
            bucket: BUCKETS.find((bucket) => bucket === filters.bucket),
            is_late: filters.is_late === undefined ? undefined : filters.is_late === 'true',
            region: /^\d{2,6}$/.test(filters.region ?? '') ? filters.region : undefined,
          },
        })
      }
      columns={useColumns()}
      rowKey={({ id }) => id}
      to={({ id }) => `/${portal}/loans/${id}`}
      filters={useLoanFilters()}
      empty={{ title: t('list.empty'), hint: t(`list.empty_hint.${portal}`) }}
    >
      {portal !== 'enterprise' && <Portfolio />}
    </ListPage>
  );
}

function useLoanFilters(): readonly Filter[] {
  const { t } = useTranslation('servicing');
  const { portal } = useSession();
  const { t: nameOf } = useTranslation('regions');
  const state: Filter = {
    kind: 'choice',
    name: 'status',
    label: t('status'),
    options: STATES.map((value) => ({ value, label: t(`status.${value}`) })),
  };
  if (portal === 'enterprise') return [state];
  return [
    state,
    {
      kind: 'choice',
      name: 'bucket',
      label: t('bucket'),
      options: BUCKETS.map((value) => ({ value, label: t(`bucket.${value}`) })),
    },
    {
      kind: 'choice',
      name: 'region',
      label: t('region'),
      options: REGIONS.map(({ code }) => ({ value: code.slice(0, 2), label: nameOf(code) })),
    },
  ];
}

/** Each reader knows one side already: theirs. */
function useColumns(): readonly Column<LoanBody>[] {
  const { t } = useTranslation('servicing');
  const { portal } = useSession();
  const other: Column<LoanBody>[] = [];
  if (portal !== 'enterprise')
    other.push({
      key: 'borrower',
      title: t('borrower'),
      cell: ({ borrower_name }) => borrower_name,
      text: ({ borrower_name }) => borrower_name,
    });
  if (portal !== 'institution')
    other.push({
      key: 'lender',
      title: t('lender'),
      cell: ({ lender_name }) => lender_name,
      text: ({ lender_name }) => lender_name,
    });
  return [
    {
      key: 'product',
      title: t('product'),
      cell: ({ product_name }) => product_name,
      text: ({ product_name }) => product_name,
    },
    {
      key: 'state',
      title: t('status'),
      cell: (loan) => <LoanState loan={loan} />,
      text: ({ bucket }) => t(`bucket.${bucket}`),
    },
    ...other,
    {
      key: 'outstanding',
      title: t('outstanding_yuan'),
      numeric: true,
      cell: ({ outstanding }) => <MoneyText value={outstanding} form="figure" />,
      text: ({ outstanding }) => formatFigure(outstanding),
    },
    {
      key: 'next',
      title: t('next_yuan'),
      numeric: true,
      cell: ({ next_instalment }) => <MoneyText value={next_instalment?.amount} form="figure" />,
      text: ({ next_instalment }) => (next_instalment ? formatFigure(next_instalment.amount) : ''),
    },
    {
      key: 'due_on',
      title: t('next_due_on'),
      cell: ({ next_instalment }) => <DateText value={next_instalment?.due_on} />,
      text: ({ next_instalment }) => next_instalment?.due_on ?? '',
    },
  ];
}
