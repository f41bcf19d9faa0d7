import { useTranslation } from 'react-i18next';
import { listEntriesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { EntryBody } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column, Filter } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure, fromMinor, toMinor, type Money } from '@/shared/money';
import { StatusTag } from '@/shared/StatusTag';
import { CODES, codeOf, useReference } from './words';

/** Every entry, newest first, to search in. */
export default function JournalPage() {
  const { t } = useTranslation('ledger');
  return (
    <ListPage
      title={t('journal.title')}
      read={({ limit, cursor, filters }) =>
        listEntriesOptions({
          query: {
            limit,
            cursor,
            reference: filters.reference,
            code: filters.code ? codeOf(filters.code) : undefined,
            booked_from: filters.booked_from,
            booked_to: filters.booked_to,
          },
        })
      }
      filters={useJournalFilters()}
      columns={useJournalColumns()}
      rowKey={({ id }) => id}
      to={({ id }) => `/operations/ledger/entries/${id}`}
      actions={<ButtonLink to="/operations/ledger">{t('trial.title')}</ButtonLink>}
      empty={{ title: t('trial.empty'), hint: t('trial.empty_hint') }}
    />
  );
}

function useJournalFilters(): readonly Filter[] {
  const { t } = useTranslation('ledger');
  return [
    { name: 'reference', label: t('journal.reference'), kind: 'text' },
    {
      name: 'code',
      label: t('trial.code'),
      kind: 'choice',
      options: CODES.map((code) => ({ value: code, label: t(`code.${code}`) })),
    },
    { name: 'booked_from', label: t('journal.from'), kind: 'day' },
    { name: 'booked_to', label: t('journal.to'), kind: 'day' },
  ];
}

function useJournalColumns(): readonly Column<EntryBody>[] {
  const { t } = useTranslation('ledger');
  const wordsOf = useReference();
  return [
    {
      key: 'what',
      title: t('statement.what'),
      cell: ({ reference }) => wordsOf(reference),
      text: ({ reference }) => reference,
    },
    {
      key: 'amount',
      title: t('journal.amount'),
      numeric: true,
      cell: (entry) => <MoneyText value={moved(entry)} form="figure" />,
      text: (entry) => formatFigure(moved(entry)),
    },
    {
      key: 'accounts',
      title: t('trial.code'),
      cell: (entry) =>
        accountsOf(entry)
          .map((code) => t(`code.${code}`))
          .join(' · '),
      text: (entry) => accountsOf(entry).join(' '),
    },
    {
      key: 'state',
      title: t('journal.state'),
      cell: (entry) => <EntryState entry={entry} />,
      text: ({ reverses, reversed_by }) => reverses ?? reversed_by ?? '',
    },
    {
      key: 'effective',
      title: t('statement.effective'),
      cell: ({ effective_on }) => <DateText value={effective_on} />,
      text: ({ effective_on }) => effective_on,
    },
    {
      key: 'at',
      title: t('statement.at'),
      cell: ({ posted_at }) => <DateText value={posted_at} />,
      text: ({ posted_at }) => posted_at,
    },
  ];
}

export function EntryState({ entry }: { entry: EntryBody }) {
  const { t } = useTranslation('ledger');
  if (entry.reversed_by) return <StatusTag tone="warning" label={t('entry.reversed')} />;
  if (entry.reverses) return <StatusTag tone="neutral" label={t('entry.reversal')} />;
  return <StatusTag tone="good" label={t('entry.stands')} />;
}

/** What the entry moves: the sum of its debits. */
function moved({ postings }: EntryBody): Money {
  const debits = postings.map(({ amount }) => toMinor(amount.amount)).filter((minor) => minor > 0n);
  return fromMinor(debits.reduce((total, minor) => total + minor, 0n));
}

function accountsOf({ postings }: EntryBody) {
  return [...new Set(postings.map(({ code }) => code))];
}
