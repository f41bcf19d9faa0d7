import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  getLogStateOptions,
  listLogEntriesOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { LogEntryLineBody, LogStateBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { QueryGate } from '@/shared/QueryGate';
import { Tile, Tiles } from '@/shared/Tiles';
import { AuditButton } from './AuditButton';
import { countOf } from './findings';
import './evidence.css';

/** Everything that happened, in the order in which it is proved. */
export default function EvidencePage() {
  const { t } = useTranslation(['evidence', 'events']);
  const state = useQuery(getLogStateOptions());
  const whatHappened = ({ name }: LogEntryLineBody): string =>
    name ? t(`events:${name}`, { defaultValue: name }) : t('entry.erased');
  const columns: readonly Column<LogEntryLineBody>[] = [
    { key: 'index', title: t('entry.index'), numeric: true, cell: ({ index }) => index },
    { key: 'what', title: t('entry.what'), cell: whatHappened, text: whatHappened },
    {
      key: 'subject',
      title: t('entry.subject'),
      phone: false,
      cell: ({ subject_id }) => <span className="tabular">…{subject_id?.slice(-8)}</span>,
      text: ({ subject_id }) => subject_id ?? '',
    },
    {
      key: 'at',
      title: t('entry.appended_at'),
      cell: ({ appended_at }) => <DateText value={appended_at} />,
      text: ({ appended_at }) => appended_at,
    },
  ];
  return (
    <ListPage
      title={t('log.title')}
      actions={<AuditButton />}
      read={({ limit, cursor }) => listLogEntriesOptions({ query: { limit, cursor } })}
      columns={columns}
      rowKey={({ event_id }) => event_id}
      to={({ index }) => `/operations/evidence/entries/${index}`}
      empty={{ title: t('log.empty'), hint: t('log.empty_hint') }}
    >
      <QueryGate query={state}>{(data) => <Figures state={data} />}</QueryGate>
    </ListPage>
  );
}

function Figures({ state }: { state: LogStateBody }) {
  const { t } = useTranslation('evidence');
  const { checkpoint, last_audit: audit } = state;
  const findings = audit ? countOf(audit) : 0;
  return (
    <>
      <Tiles>
        <Tile
          label={t('log.entries')}
          value={(checkpoint?.size ?? 0).toLocaleString()}
          note={t('log.waiting', { count: state.waiting })}
        />
        <Tile
          label={t('log.checkpoint')}
          value={checkpoint ? <DateText value={checkpoint.made_at} /> : '—'}
          note={checkpoint && t('log.root', { root: checkpoint.root.slice(0, 12) })}
        />
        <Tile
          label={t('log.audit')}
          value={audit ? t(findings ? 'audit.damaged' : 'audit.intact') : t('audit.never')}
          note={audit && <DateText value={audit.ended_at} />}
          to="/operations/evidence/audits"
          alarming={findings > 0}
        />
      </Tiles>
      <p className="muted wrap-anywhere">
        {t('log.key')} <code>{state.verifier_key}</code> ·{' '}
        <Link to="/operations/evidence/anchors">{t('anchors.title')}</Link> ·{' '}
        <Link to="/verify">{t('verify.title')}</Link>
      </p>
    </>
  );
}
