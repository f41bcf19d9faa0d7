import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { getLogEntryOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { LogEntryBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { DetailPage } from '@/shared/DetailPage';
import { Facts } from '@/shared/Facts';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { proofPath } from '@/shared/proof/proofPath';
import { usePathParam } from '@/shared/usePathParam';
import { EraseFact, ErasureNote } from './EraseFact';
import { FindingList } from './FindingList';
import './evidence.css';

/** One fact, checked while it was read, with everything that proves it. */
export default function EntryPage() {
  const index = Number(usePathParam('index'));
  const entry = useQuery(getLogEntryOptions({ path: { index } }));
  return <QueryGate query={entry}>{(data) => <Entry entry={data} />}</QueryGate>;
}

function Entry({ entry }: { entry: LogEntryBody }) {
  const { t } = useTranslation(['evidence', 'events']);
  const isWhole = entry.findings.length === 0;
  const { erasure } = entry;
  const name = entry.name ? t(`events:${entry.name}`, { defaultValue: entry.name }) : null;
  const state = erasure ? 'entry.erased_lawfully' : 'entry.intact';
  return (
    <DetailPage
      title={name ?? t('entry.erased')}
      tags={
        <StatusTag tone={isWhole ? 'good' : 'bad'} label={t(isWhole ? state : 'entry.damaged')} />
      }
      nextAction={isWhole && <Proof entry={entry} />}
      tabs={[{ key: 'fact', label: t('entry.fact'), content: <Content entry={entry} /> }]}
      side={<Place entry={entry} />}
    />
  );
}

/** Of the fact, or of its erasure. */
function Proof({ entry }: { entry: LogEntryBody }) {
  const { t } = useTranslation('evidence');
  if (!entry.fact && !entry.erasure) return null;
  return (
    <Button type="primary" icon={<DownloadOutlined />} href={proofPath(entry.event_id)}>
      {t(entry.erasure ? 'proof.download_erasure' : 'proof.download')}
    </Button>
  );
}

function Content({ entry }: { entry: LogEntryBody }) {
  const { erasure, fact, findings } = entry;
  return (
    <>
      <FindingList findings={findings} />
      {erasure && <ErasureNote erasure={erasure} />}
      {fact && <pre className="fact">{JSON.stringify(fact, null, 2)}</pre>}
      {fact && findings.length === 0 && <EraseFact eventId={entry.event_id} />}
    </>
  );
}

function Place({ entry }: { entry: LogEntryBody }) {
  const { t } = useTranslation('evidence');
  const { checkpoint } = entry;
  return (
    <Facts
      facts={[
        { label: t('entry.index'), value: entry.index.toLocaleString() },
        { label: t('entry.appended_at'), value: <DateText value={entry.appended_at} /> },
        { label: t('entry.size'), value: checkpoint.size.toLocaleString() },
        { label: t('entry.commitment'), value: <Hash value={entry.commitment} /> },
        { label: t('entry.leaf_hash'), value: <Hash value={entry.leaf_hash} /> },
        { label: t('entry.root'), value: <Hash value={checkpoint.root} /> },
      ]}
    />
  );
}

function Hash({ value }: { value: string }) {
  return <code className="wrap-anywhere">{value}</code>;
}
