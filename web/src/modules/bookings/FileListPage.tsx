import { useTranslation } from 'react-i18next';
import { listLoanFilesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { LoanFileBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure } from '@/shared/money';
import { FileState } from './FileState';
import { HandIn } from './HandIn';

/** Banks' files of repayments, newest first: what of each is booked, and what was refused. */
export default function FileListPage() {
  const { t } = useTranslation('bookings');
  const { portal } = useSession();
  return (
    <ListPage
      title={t('list.title')}
      read={({ limit, cursor }) => listLoanFilesOptions({ query: { limit, cursor } })}
      columns={useColumns()}
      rowKey={({ id }) => id}
      to={({ id }) => `/${portal}/loan-files/${id}`}
      actions={<HandIn />}
      empty={{ title: t('list.empty'), hint: t('list.empty_hint') }}
    />
  );
}

function useColumns(): readonly Column<LoanFileBody>[] {
  const { t } = useTranslation('bookings');
  return [
    {
      key: 'name',
      title: t('column.file'),
      cell: ({ name }) => name,
      text: ({ name }) => name,
    },
    {
      key: 'lender',
      title: t('column.lender'),
      cell: ({ institution_name }) => institution_name,
      text: ({ institution_name }) => institution_name,
    },
    {
      key: 'status',
      title: t('column.status'),
      cell: (file) => <FileState file={file} />,
      text: ({ status }) => t(`status.${status}`),
    },
    {
      key: 'done',
      title: t('column.booked_of'),
      numeric: true,
      cell: ({ done, lines }) => `${done} / ${lines}`,
      text: ({ done, lines }) => `${done}/${lines}`,
    },
    {
      key: 'refused',
      title: t('column.refused'),
      numeric: true,
      cell: ({ refused }) => refused,
      text: ({ refused }) => String(refused),
    },
    {
      key: 'amount',
      title: t('column.amount_yuan'),
      numeric: true,
      cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
      text: ({ amount }) => formatFigure(amount),
    },
    {
      key: 'at',
      title: t('column.handed_in_at'),
      cell: ({ handed_in_at }) => <DateText value={handed_in_at} />,
      text: ({ handed_in_at }) => handed_in_at,
    },
  ];
}
