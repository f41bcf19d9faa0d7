import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { listAnchoringsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { AnchoringBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import './evidence.css';

/** Who outside has taken which checkpoint, with what they gave for it. */
export default function AnchorListPage() {
  const { t } = useTranslation('evidence');
  const anchorings = useQuery(listAnchoringsOptions());
  return (
    <>
      <PageHead title={t('anchors.title')} />
      <p className="muted">{t('anchors.hint')}</p>
      <QueryGate query={anchorings}>
        {(data) =>
          data.length > 0 ? (
            <Anchorings anchorings={data} />
          ) : (
            <EmptyState title={t('anchors.empty')} hint={t('anchors.empty_hint')} />
          )
        }
      </QueryGate>
    </>
  );
}

/** A witness has a name of its own, by which verifiers know it. */
function whoIs(anchor: string, t: TFunction<'evidence'>): string {
  const [kind, name] = anchor.split(':');
  const words = t(`anchors.kind.${kind}`, { defaultValue: anchor });
  return name === undefined ? words : `${words} ${name}`;
}

function Anchorings({ anchorings }: { anchorings: readonly AnchoringBody[] }) {
  const { t } = useTranslation('evidence');
  const columns: readonly Column<AnchoringBody>[] = [
    {
      key: 'at',
      title: t('anchors.at'),
      cell: ({ anchored_at }) => <DateText value={anchored_at} />,
    },
    {
      key: 'who',
      title: t('anchors.who'),
      cell: ({ anchor }) => whoIs(anchor, t),
    },
    {
      key: 'size',
      title: t('anchors.size'),
      numeric: true,
      cell: ({ size }) => size.toLocaleString(),
    },
    {
      key: 'reference',
      title: t('anchors.reference'),
      cell: ({ reference }) => (
        <code className="reference" title={reference}>
          {reference}
        </code>
      ),
    },
    {
      key: 'files',
      title: t('anchors.files'),
      cell: ({ id }) => (
        <>
          <a href={`/api/v1/evidence/anchorings/${id}/receipt`}>{t('anchors.receipt')}</a> ·{' '}
          <a href={`/api/v1/evidence/anchorings/${id}/checkpoint`}>{t('anchors.checkpoint')}</a>
        </>
      ),
    },
  ];
  return (
    <RowTable
      label={t('anchors.title')}
      rows={anchorings}
      rowKey={({ id }) => id}
      columns={columns}
    />
  );
}
