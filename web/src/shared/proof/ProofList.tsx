import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { listSubjectEventsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { EventLineBody } from '@/api/generated/types.gen';
import { DateText } from '../DateText';
import { EmptyState } from '../EmptyState';
import { RowTable } from '../list/RowTable';
import type { Column } from '../list/types';
import { QueryGate } from '../QueryGate';
import { proofPath } from './proofPath';

/** What happened to something, each with a proof that anybody can check. */
export function ProofList({ subjectId }: { subjectId: string }) {
  const { t } = useTranslation(['common', 'events']);
  const events = useQuery(listSubjectEventsOptions({ path: { subject_id: subjectId } }));
  const wordsOf = ({ name }: EventLineBody) => t(`events:${name}`, { defaultValue: name });
  const columns: readonly Column<EventLineBody>[] = [
    { key: 'what', title: t('proof.what'), cell: wordsOf },
    {
      key: 'at',
      title: t('proof.at'),
      cell: ({ occurred_at }) => <DateText value={occurred_at} />,
    },
    {
      key: 'proof',
      title: t('proof.proof'),
      cell: (event) => (
        <Button
          size="small"
          icon={<DownloadOutlined />}
          href={proofPath(event.event_id)}
          aria-label={`${t('proof.download')}: ${wordsOf(event)}`}
          download
        >
          {t('proof.download')}
        </Button>
      ),
    },
  ];
  return (
    <>
      <p className="muted">
        {t('proof.hint')} <Link to="/verify">{t('proof.verify')}</Link>
      </p>
      <QueryGate query={events}>
        {(data) =>
          data.length > 0 ? (
            <RowTable
              label={t('proof.what')}
              rows={data}
              rowKey={({ event_id }) => event_id}
              columns={columns}
            />
          ) : (
            <EmptyState title={t('proof.empty')} hint={t('proof.empty_hint')} />
          )
        }
      </QueryGate>
    </>
  );
}
