import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { watchModelsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { GroupBody, DriftBody, ShadowBody, WatchBody } from '@/api/generated/types.gen';
import { EmptyState } from '@/shared/EmptyState';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag, type Tone } from '@/shared/StatusTag';
import { percent } from './figures';
import { useFeatureWords } from './useFeatureWords';
import { useGroupWords } from './useGroupWords';

/** The champion on its latest cases: drift, groups, and the challengers beside it. */
export function WatchCards() {
  const watch = useQuery(watchModelsOptions());
  return <QueryGate query={watch}>{(data) => <Watched watch={data} />}</QueryGate>;
}

function Watched({ watch }: { watch: WatchBody }) {
  const { t } = useTranslation('models');
  if (watch.cases === 0) {
    return <EmptyState title={t('watch.empty')} hint={t('watch.empty_hint')} />;
  }
  return (
    <>
      {watch.shadows.length > 0 && <Shadows shadows={watch.shadows} />}
      <section className="card models-part">
        <h2>{t('drift')}</h2>
        <p className="muted">
          {t('watch.note', { number: watch.number, cases: watch.cases.toLocaleString() })}{' '}
          {t('drift.note')}
        </p>
        <Drift moved={watch.moved} />
      </section>
      <section className="card models-part">
        <h2>{t('groups')}</h2>
        <p className="muted">{t('groups.note')}</p>
        <Groups groups={watch.groups} />
      </section>
    </>
  );
}

const TONES: Record<string, Tone> = { steady: 'good', watch: 'waiting', act: 'bad' };

function Drift({ moved }: { moved: readonly DriftBody[] }) {
  const { t } = useTranslation('models');
  const words = useFeatureWords();
  const columns: readonly Column<DriftBody>[] = [
    {
      key: 'name',
      title: t('drift.name'),
      cell: ({ name, is_score }) => (is_score ? <strong>{t('drift.score')}</strong> : words(name)),
    },
    {
      key: 'index',
      title: t('drift.index'),
      numeric: true,
      cell: ({ index }) => index.toFixed(3),
    },
    {
      key: 'verdict',
      title: t('drift.verdict'),
      cell: ({ verdict }) => (
        <StatusTag tone={TONES[verdict] ?? 'waiting'} label={t(`verdict.${verdict}`)} />
      ),
    },
  ];
  return <RowTable label={t('drift')} rows={moved} rowKey={({ name }) => name} columns={columns} />;
}

function Groups({ groups }: { groups: readonly GroupBody[] }) {
  const { t } = useTranslation('models');
  const words = useGroupWords();
  const columns: readonly Column<GroupBody>[] = [
    { key: 'name', title: t('group.name'), cell: ({ by, name }) => words(by, name) },
    { key: 'by', title: t('group.by'), cell: ({ by }) => t(`by.${by}`) },
    { key: 'cases', title: t('cases'), numeric: true, cell: ({ cases }) => cases },
    {
      key: 'mean',
      title: t('group.mean'),
      numeric: true,
      cell: ({ mean_score }) => Math.round(mean_score),
    },
    { key: 'low', title: t('group.low'), numeric: true, cell: ({ low }) => percent(low) },
    {
      key: 'ratio',
      title: t('group.ratio'),
      numeric: true,
      cell: ({ ratio }) => (ratio === null ? '–' : `${ratio.toFixed(2)} ×`),
    },
  ];
  const key = ({ by, name }: GroupBody): string => `${by}.${name}`;
  return <RowTable label={t('groups')} rows={groups} rowKey={key} columns={columns} />;
}

function Shadows({ shadows }: { shadows: readonly ShadowBody[] }) {
  const { t } = useTranslation('models');
  const columns: readonly Column<ShadowBody>[] = [
    { key: 'number', title: t('name'), cell: ({ number }) => t('number', { number }) },
    { key: 'cases', title: t('cases'), numeric: true, cell: ({ cases }) => cases },
    {
      key: 'gap',
      title: t('shadow.gap'),
      numeric: true,
      cell: ({ mean_gap }) => mean_gap.toFixed(1),
    },
    {
      key: 'correlation',
      title: t('shadow.correlation'),
      numeric: true,
      cell: ({ correlation }) => correlation?.toFixed(3) ?? '–',
    },
    {
      key: 'flipped',
      title: t('shadow.flipped'),
      numeric: true,
      cell: ({ flipped }) => percent(flipped),
    },
  ];
  return (
    <section className="card models-part">
      <h2>{t('shadow')}</h2>
      <RowTable
        label={t('shadow')}
        rows={shadows}
        rowKey={({ number }) => String(number)}
        columns={columns}
      />
    </section>
  );
}
