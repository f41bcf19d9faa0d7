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
  const name = entry.name ? t(`events:${entry.name}`, { defaultValue: entry.name }) : null;
  return (
    <DetailPage
      title={name ?? t('entry.erased')}
      tags={
        <StatusTag
          tone={isWhole ? 'good' : 'bad'}
          label={t(isWhole ? 'entry.intact' : 'entry.damaged')}
        />
      }
      nextAction={
        isWhole &&
        entry.fact && (
          <Button type="primary" icon={<DownloadOutlined />} href={proofPath(entry.event_id)}>
            {t('proof.download')}
          </Button>
        )
      }
      tabs={[
        {
          key: 'fact',
          label: t('entry.fact'),
          content: (
            <>
              <FindingList findings={entry.findings} />
              <pre className="fact">
                {entry.fact ? JSON.stringify(entry.fact, null, 2) : t('entry.erased')}
              </pre>
            </>
          ),
        },
      ]}
      side={<Place entry={entry} />}
    />
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
