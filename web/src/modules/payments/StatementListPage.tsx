import { useTranslation } from 'react-i18next';
import {
  fetchBankStatementsMutation,
  listBankStatementsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { BankStatementBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure } from '@/shared/money';
import { toast } from '@/shared/toast';
import { Button, Space } from 'antd';
import { StatementState } from './StatementState';
import { StatementUpload } from './StatementUpload';

/** The bank's statements, day by day: what was matched, what waits, and by how much they differ. */
export default function StatementListPage() {
  const { t } = useTranslation('payments');
  return (
    <ListPage
      title={t('statements.title')}
      read={({ limit, cursor }) => listBankStatementsOptions({ query: { limit, cursor } })}
      columns={useStatementColumns()}
      rowKey={({ id }) => id}
      to={({ id }) => `/operations/statements/${id}`}
      actions={<Actions />}
      empty={{ title: t('statements.empty'), hint: t('statements.empty_hint') }}
    />
  );
}

function useStatementColumns(): readonly Column<BankStatementBody>[] {
  const { t } = useTranslation('payments');
  return [
    {
      key: 'until',
      title: t('statement.until'),
      cell: ({ to_on }) => <DateText value={to_on} />,
      text: ({ to_on }) => to_on,
    },
    {
      key: 'state',
      title: t('order.status'),
      cell: (statement) => <StatementState statement={statement} />,
      text: ({ open_breaks }) => String(open_breaks),
    },
    {
      key: 'matched',
      title: t('statement.matched'),
      numeric: true,
      cell: ({ matched, lines }) => `${matched} / ${lines}`,
      text: ({ matched, lines }) => `${matched}/${lines}`,
    },
    {
      key: 'closing',
      title: t('statement.closing_yuan'),
      numeric: true,
      cell: ({ closing }) => <MoneyText value={closing} form="figure" />,
      text: ({ closing }) => formatFigure(closing),
    },
    {
      key: 'difference',
      title: t('statement.difference_yuan'),
      numeric: true,
      cell: ({ difference }) => <MoneyText value={difference} form="figure" />,
      text: ({ difference }) => formatFigure(difference),
    },
    {
      key: 'source',
      title: t('statement.source'),
      cell: ({ source }) => t(`source.${source}`),
      text: ({ source }) => t(`source.${source}`),
    },
  ];
}

function Actions() {
  const { t } = useTranslation('payments');
  const mayImport = useMay('payments:import_statement');
  const fetching = useAction(fetchBankStatementsMutation(), {
    onDone: () => toast(t('statements.fetching')),
  });
  return (
    <>
      <Space wrap>
        <ButtonLink to="/operations/breaks?status=open">{t('breaks.title')}</ButtonLink>
        {mayImport && (
          <>
            <Button loading={fetching.isPending} onClick={() => fetching.mutate({})}>
              {t('statements.fetch')}
            </Button>
            <StatementUpload />
          </>
        )}
      </Space>
      <ErrorNote error={fetching.error} />
    </>
  );
}
