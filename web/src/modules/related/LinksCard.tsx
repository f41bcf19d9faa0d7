import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkBody, RelatedFileBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { formatRate } from '@/shared/rates';
import { StatusTag } from '@/shared/StatusTag';
import { EndLinkDrawer } from './EndLinkDrawer';
import { NoteLinkDrawer } from './NoteLinkDrawer';

export function LinksCard({ file }: { file: RelatedFileBody }) {
  const { t } = useTranslation('related');
  const mayNote = useMay('related:note');
  const [isNoting, setNoting] = useState(false);
  const [ending, setEnding] = useState<LinkBody>();
  const columns: Column<LinkBody>[] = [
    {
      key: 'between',
      title: t('link.between'),
      cell: ({ left, right }) => `${left.name} – ${right.name}`,
    },
    {
      key: 'kind',
      title: t('link.kind'),
      cell: ({ kind, share }) =>
        share === null ? t(`kind.${kind}`) : `${t(`kind.${kind}`)} ${formatRate(share)}`,
    },
    {
      key: 'effect',
      title: t('link.effect'),
      cell: ({ counts }) => (
        <StatusTag
          tone={counts ? 'warning' : 'neutral'}
          label={t(counts ? 'link.counts' : 'link.weak')}
        />
      ),
    },
    {
      key: 'evidence',
      title: t('link.evidence'),
      cell: ({ evidence }) => evidence || t('link.found'),
    },
    {
      key: 'noted',
      title: t('link.noted'),
      cell: ({ noted_at }) => <DateText value={noted_at} />,
    },
  ];
  if (mayNote)
    columns.push({
      key: 'end',
      title: '',
      cell: (link) => (
        <Button size="small" onClick={() => setEnding(link)}>
          {t('link.end')}
        </Button>
      ),
    });
  return (
    <section className="card">
      <h2>{t('links')}</h2>
      {file.links.length === 0 ? (
        <EmptyState title={t('links.none')} hint={t('links.none_hint')} />
      ) : (
        <RowTable label={t('links')} rows={file.links} rowKey={({ id }) => id} columns={columns} />
      )}
      {mayNote && <Button onClick={() => setNoting(true)}>{t('link.add')}</Button>}
      <NoteLinkDrawer file={file} open={isNoting} onClose={() => setNoting(false)} />
      {ending && (
        <EndLinkDrawer
          companyId={file.company.id}
          link={ending}
          onClose={() => setEnding(undefined)}
        />
      )}
    </section>
  );
}
