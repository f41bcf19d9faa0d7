import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readAttacksOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { TrappedBody, TriedBody } from '@/api/generated/types.gen';
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
        {({ trapped, kinds, addresses, accounts }) =>
          kinds.length === 0 ? (
            <EmptyState title={t('attacks.none')} />
          ) : (
            <>
              {trapped.length > 0 && <Traps rows={trapped} />}
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

/** Each is an incident by itself: what was touched, by whom, and until when somebody acts. */
function Traps({ rows }: { rows: readonly TrappedBody[] }) {
  const { t } = useTranslation(['identity', 'events']);
  const columns = useMemo(
    (): readonly Column<TrappedBody>[] => [
      {
        key: 'trap',
        title: t('attacks.trap'),
        cell: ({ name, subject_id }) => (
          <RecordLink by="subject" id={subject_id}>
            {t(`events:${name}`)}
          </RecordLink>
        ),
      },
      {
        key: 'by',
        title: t('attacks.by'),
        cell: ({ opened_by, display_name }) =>
          opened_by === null ? (
            t('attacks.stranger')
          ) : (
            <RecordLink by="person" id={opened_by}>
              {display_name ?? opened_by}
            </RecordLink>
          ),
      },
      {
        key: 'address',
        title: t('attacks.address'),
        cell: ({ address }) => <span className="tabular">{address}</span>,
      },
      { key: 'at', title: t('attacks.at'), cell: ({ at }) => <DateText value={at} /> },
      { key: 'due', title: t('attacks.due'), cell: ({ due_at }) => <DateText value={due_at} /> },
    ],
    [t],
  );
  return (
    <section className="attacks-part" aria-label={t('attacks.trapped')}>
      <h2>{t('attacks.trapped')}</h2>
      <RowTable
        label={t('attacks.trapped')}
        rows={rows}
        rowKey={({ at, subject_id }) => `${at} ${subject_id}`}
        columns={columns}
      />
    </section>
  );
}
