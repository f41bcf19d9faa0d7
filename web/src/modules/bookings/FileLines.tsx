import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listLoanFileLinesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { LoanFileBody, LoanFileLineBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';

const LINES = 50;

/** Every line with what became of it; of a refused one why, and what stood there. */
export function FileLines({ file }: { file: LoanFileBody }) {
  const { t } = useTranslation('bookings');
  const [onlyRefused, setOnlyRefused] = useState(false);
  const [starts, setStarts] = useState<readonly number[]>([0]);
  const columns = useColumns();
  const lines = useQuery(
    listLoanFileLinesOptions({
      path: { file_id: file.id },
      query: {
        after: starts.at(-1) ?? 0,
        limit: LINES,
        outcome: onlyRefused ? 'refused' : undefined,
      },
    }),
  );
  return (
    <>
      <Checkbox
        checked={onlyRefused}
        onChange={({ target }) => {
          setOnlyRefused(target.checked);
          setStarts([0]);
        }}
      >
        {t('lines.only_refused')}
      </Checkbox>
      <QueryGate query={lines}>
        {({ items, next_after: next }) => (
          <>
            {items.length > 0 ? (
              <RowTable
                label={t('lines')}
                rows={items}
                rowKey={({ number }) => String(number)}
                columns={columns}
              />
            ) : (
              <EmptyState title={t('lines.none')} />
            )}
            <Space>
              {starts.length > 1 && (
                <Button onClick={() => setStarts(starts.slice(0, -1))}>{t('lines.back')}</Button>
              )}
              {next !== null && (
                <Button onClick={() => setStarts([...starts, next])}>{t('lines.more')}</Button>
              )}
            </Space>
          </>
        )}
      </QueryGate>
    </>
  );
}

function useColumns(): readonly Column<LoanFileLineBody>[] {
  const { t } = useTranslation('bookings');
  const { portal } = useSession();
  return [
    { key: 'number', title: t('line.number'), cell: ({ number }) => number, width: 80 },
    { key: 'key', title: t('line.key'), cell: ({ key }) => key || '–' },
    {
      key: 'loan',
      title: t('line.loan'),
      cell: ({ loan_id, loan_number }) =>
        loan_id ? (
          <Link to={`/${portal}/loans/${loan_id}`}>{loan_number}</Link>
        ) : (
          loan_number || '–'
        ),
    },
    {
      key: 'amount',
      title: t('line.amount'),
      numeric: true,
      cell: ({ amount }) => (amount ? <MoneyText value={amount} form="figure" /> : '–'),
    },
    { key: 'day', title: t('line.day'), cell: ({ paid_on }) => <DateText value={paid_on} /> },
    { key: 'outcome', title: t('column.status'), cell: (line) => <Outcome line={line} /> },
  ];
}

function Outcome({ line }: { line: LoanFileLineBody }) {
  const { t, i18n } = useTranslation(['bookings', 'errors']);
  if (line.outcome === null) return <StatusTag tone="waiting" label={t('outcome.waiting')} />;
  if (line.outcome === 'done') return <StatusTag tone="good" label={t('outcome.done')} />;
  const why = `errors:${line.reason}`;
  return (
    <>
      <StatusTag tone="bad" label={t('outcome.refused')} />
      <div className="muted small">{i18n.exists(why) ? t(why) : line.reason}</div>
      {line.amount === null && <div className="muted small">{line.cells.join(' · ')}</div>}
    </>
  );
}
