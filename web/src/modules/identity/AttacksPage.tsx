import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readAttacksOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { TriedBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { RecordLink } from './RecordLink';
import './identity.css';

const SPANS = [1, 7, 30, 90];
const WEEK = 7;

/** What was refused lately, for those who look after security: by kind, by address, by account. */
export default function AttacksPage() {
  const { t } = useTranslation(['identity', 'events']);
  const [days, setDays] = useState(WEEK);
  const attacks = useQuery(readAttacksOptions({ query: { days } }));
  return (
    <>
      <PageHead title={t('attacks.title')} />
      <p className="muted">{t('attacks.hint')}</p>
      <Segmented
        className="account-notice"
        value={days}
        onChange={setDays}
        options={SPANS.map((value) => ({ value, label: t('attacks.days', { count: value }) }))}
      />
      <QueryGate query={attacks}>
        {({ kinds, addresses, accounts }) =>
          kinds.length === 0 ? (
            <EmptyState title={t('attacks.none')} />
          ) : (
            <>
              <Part title={t('attacks.kinds')} of={t('attacks.what')} rows={kinds}>
                {({ name }) => t(`events:${name ?? ''}`)}
              </Part>
              <Part title={t('attacks.addresses')} of={t('attacks.address')} rows={addresses}>
                {({ address }) => <span className="tabular">{address}</span>}
              </Part>
              <Part title={t('attacks.accounts')} of={t('attacks.account')} rows={accounts}>
                {({ subject_id, display_name }) => (
                  <RecordLink by="subject" id={subject_id ?? ''}>
                    {display_name ?? t('attacks.unknown')}
                  </RecordLink>
                )}
              </Part>
            </>
          )
        }
      </QueryGate>
    </>
  );
}

interface PartProps {
  title: string;
  /** What the first column says. */
  of: string;
  rows: readonly TriedBody[];
  children: (row: TriedBody) => ReactNode;
}

function Part({ title, of, rows, children }: PartProps) {
  const { t } = useTranslation('identity');
  const columns = useMemo(
    (): readonly Column<TriedBody>[] => [
      { key: 'of', title: of, cell: children },
      { key: 'times', title: t('attacks.times'), cell: ({ times }) => times, numeric: true },
      {
        key: 'last',
        title: t('attacks.last'),
        cell: ({ last_at }) => <DateText value={last_at} />,
      },
    ],
    [of, children, t],
  );
  return (
    <section className="attacks-part" aria-label={title}>
      <h2>{title}</h2>
      <RowTable
        label={title}
        rows={rows}
        rowKey={({ name, address, subject_id }) => name ?? address ?? subject_id ?? ''}
        columns={columns}
      />
    </section>
  );
}
