import { useTranslation } from 'react-i18next';
import { searchRecordsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { AuditRecordBody, RecordExportBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column, Filter } from '@/shared/list/types';
import { type Filters, useFilters } from '@/shared/list/useFilters';
import { Changes } from './Changes';
import { Payload } from './Payload';
import { RecordExport } from './RecordExport';
import { RecordLink } from './RecordLink';
import { dayEnds, dayStarts } from './recordDays';
import './identity.css';

const ROOMS = [
  'identity',
  'privacy',
  'parties',
  'catalog',
  'risk',
  'models',
  'fraud',
  'collateral',
  'related',
  'compliance',
  'matching',
  'origination',
  'contracts',
  'disputes',
  'investing',
  'payments',
  'ledger',
  'evidence',
  'servicing',
  'collections',
  'guarantees',
  'syndication',
  'warnings',
  'outreach',
  'engagement',
] as const;

const CHANGES = 'changes';

/** The whole record, for auditors: what happened, to what, by whom, when. */
export default function RecordPage() {
  const { t } = useTranslation(['identity', 'events']);
  const mayExport = useMay('evidence:export');
  const [values] = useFilters();
  const whoActed = (record: AuditRecordBody): string =>
    record.actor_name ?? (isSystem(record) ? t('records.system') : t('records.stranger'));
  const whatHappened = ({ name }: AuditRecordBody): string =>
    t(`events:${name}`, { defaultValue: name });
  const columns: readonly Column<AuditRecordBody>[] = [
    {
      key: 'what',
      title: t('records.what'),
      cell: (record) => <span title={record.name}>{whatHappened(record)}</span>,
      text: whatHappened,
    },
    {
      key: 'at',
      title: t('records.at'),
      cell: ({ occurred_at }) => <DateText value={occurred_at} />,
      text: ({ occurred_at }) => occurred_at,
    },
    {
      key: 'by',
      title: t('records.by'),
      cell: (record) => (
        <>
          <RecordLink by="person" id={record.actor_id}>
            {whoActed(record)}
          </RecordLink>
          {record.address !== null && <div className="muted small tabular">{record.address}</div>}
        </>
      ),
      text: (record) => [whoActed(record), record.address].filter(Boolean).join(' '),
    },
    {
      key: 'subject',
      title: t('records.subject'),
      cell: ({ subject_id }) => (
        <RecordLink by="subject" id={subject_id}>
          <span className="tabular">…{subject_id.slice(-8)}</span>
        </RecordLink>
      ),
      text: ({ subject_id }) => subject_id,
    },
    {
      key: 'details',
      title: t('records.details'),
      cell: (record) => (
        <>
          {record.changes.length > 0 && <Changes changes={record.changes} />}
          <Payload record={record} />
        </>
      ),
      text: ({ payload }) => JSON.stringify(payload),
    },
  ];
  return (
    <ListPage
      title={t('records.title')}
      read={({ limit, cursor, filters }) =>
        searchRecordsOptions({ query: { limit, cursor, ...searchOf(filters) } })
      }
      columns={columns}
      rowKey={({ id }) => id}
      filters={filtersOf(t)}
      actions={mayExport && <RecordExport body={searchOf(values)} />}
      empty={{ title: t('records.empty') }}
    >
      <p className="muted">{t('records.hint')}</p>
      {mayExport && <p className="muted small">{t('records.export_how')}</p>}
    </ListPage>
  );
}

/** What is looked for, as the list and the signed export ask for it. */
function searchOf(filters: Filters): RecordExportBody {
  return {
    subject: filters.subject,
    person: filters.person,
    organisation: filters.organisation,
    name: filters.room && `${filters.room}.`,
    since: dayStarts(filters.from),
    until: dayEnds(filters.to),
    changes_only: filters.only === CHANGES,
  };
}

function filtersOf(t: (key: string) => string): readonly Filter[] {
  return [
    { kind: 'day', name: 'from', label: t('records.from') },
    { kind: 'day', name: 'to', label: t('records.to') },
    {
      kind: 'choice',
      name: 'room',
      label: t('records.room'),
      options: ROOMS.map((value) => ({ value, label: t(`room.${value}`) })),
    },
    {
      kind: 'choice',
      name: 'only',
      label: t('records.only'),
      options: [{ value: CHANGES, label: t('records.only_changes') }],
    },
    { kind: 'text', name: 'person', label: t('records.person_id') },
    { kind: 'text', name: 'subject', label: t('records.subject_id') },
    { kind: 'text', name: 'organisation', label: t('records.organisation_id') },
  ];
}

/** The machine itself acts under the nil UUID. */
function isSystem({ actor_id }: AuditRecordBody): boolean {
  return /^[0-]+$/.test(actor_id);
}
