import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getEntryOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { PostingBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { DetailPage } from '@/shared/DetailPage';
import { Facts } from '@/shared/Facts';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { fromMinor, toMinor } from '@/shared/money';
import { QueryGate } from '@/shared/QueryGate';
import { usePathParam } from '@/shared/usePathParam';
import { EntryState } from './JournalPage';
import { Reversal } from './Reversal';
import { useOwner, useReference } from './words';

/** One entry with all its sides. */
export default function EntryPage() {
  const { t } = useTranslation('ledger');
  const wordsOf = useReference();
  const entry = useQuery(getEntryOptions({ path: { entry_id: usePathParam('entryId') } }));
  return (
    <QueryGate query={entry}>
      {(data) => (
        <DetailPage
          title={wordsOf(data.reference)}
          tags={<EntryState entry={data} />}
          nextAction={<Reversal entry={data} />}
          tabs={[
            {
              key: 'postings',
              label: t('entry.postings'),
              content: <Postings postings={data.postings} />,
            },
          ]}
          side={
            <Facts
              facts={[
                {
                  label: t('statement.effective'),
                  value: <DateText value={data.effective_on} />,
                },
                { label: t('statement.booked'), value: <DateText value={data.booked_on} /> },
                { label: t('statement.at'), value: <DateText value={data.posted_at} /> },
                { label: t('entry.by'), value: data.posted_by_name ?? t('entry.by_system') },
                { label: t('entry.reference'), value: data.reference },
              ]}
            />
          }
        />
      )}
    </QueryGate>
  );
}

function Postings({ postings }: { postings: readonly PostingBody[] }) {
  const { t } = useTranslation('ledger');
  const ownerOf = useOwner();
  const columns: readonly Column<PostingBody>[] = [
    {
      key: 'account',
      title: t('entry.account'),
      cell: (posting) => `${t(`code.${posting.code}`)} · ${ownerOf(posting)}`,
    },
    {
      key: 'debit',
      title: t('entry.debit'),
      numeric: true,
      cell: ({ amount }) => (
        <MoneyText value={isDebit(amount.amount) ? amount : null} form="figure" />
      ),
    },
    {
      key: 'credit',
      title: t('entry.credit'),
      numeric: true,
      cell: ({ amount }) => (
        <MoneyText
          value={isDebit(amount.amount) ? null : fromMinor(-toMinor(amount.amount))}
          form="figure"
        />
      ),
    },
  ];
  return (
    <RowTable
      label={t('entry.postings')}
      rows={postings}
      rowKey={({ code, owner }) => `${code} ${owner}`}
      columns={columns}
      to={({ code, owner }) => `/operations/ledger/accounts/${code}/${owner}`}
    />
  );
}

function isDebit(amount: string): boolean {
  return toMinor(amount) > 0n;
}
