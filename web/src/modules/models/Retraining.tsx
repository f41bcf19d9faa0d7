import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  listModelRunsOptions,
  startModelRunMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ModelRunBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag, type Tone } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';
import { interval } from './figures';

const TONES: Record<ModelRunBody['status'], Tone> = {
  running: 'running',
  asked: 'good',
  too_few: 'waiting',
  refused: 'bad',
};

/** Each quarter, or now: a challenger learns from what has become of loans. */
export function Retraining() {
  const { t } = useTranslation('models');
  const runs = useQuery(listModelRunsOptions());
  const mayStart = useMay('models:register');
  const start = useAction(startModelRunMutation(), { onDone: () => toast(t('run.started')) });
  return (
    <section className="card models-part">
      <div className="models-head">
        <h2>{t('run')}</h2>
        {mayStart && (
          <Button loading={start.isPending} onClick={() => start.mutate({})}>
            {t('run.start')}
          </Button>
        )}
      </div>
      <p className="muted">{t('run.note')}</p>
      <QueryGate query={runs}>{(data) => <Runs runs={data} />}</QueryGate>
    </section>
  );
}

function Runs({ runs }: { runs: readonly ModelRunBody[] }) {
  const { t, i18n } = useTranslation('models');
  const { t: errorWords } = useTranslation('errors');
  if (runs.length === 0) return <p className="muted">{t('run.none')}</p>;
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const columns: readonly Column<ModelRunBody>[] = [
    { key: 'at', title: t('run.at'), cell: ({ started_at }) => <DateText value={started_at} /> },
    {
      key: 'status',
      title: t('run.status'),
      cell: ({ status, number, why }) => (
        <>
          <StatusTag tone={TONES[status]} label={t(`run.status.${status}`, { number })} />
          {why && <span className="muted small"> {errorWords(why as 'unknown')}</span>}
        </>
      ),
    },
    {
      key: 'cases',
      title: t('run.cases'),
      numeric: true,
      cell: ({ cases, bad, brought }) =>
        cases === null ? '–' : t('run.cases.text', { cases, bad, brought }),
    },
    {
      key: 'auc',
      title: t('auc'),
      numeric: true,
      cell: ({ figures }) => (figures ? interval(figures) : '–'),
    },
    {
      key: 'champion',
      title: t('run.champion'),
      numeric: true,
      cell: ({ champion_figures }) => (champion_figures ? interval(champion_figures) : '–'),
    },
    {
      key: 'report',
      title: t('run.report'),
      cell: ({ id, has_report }) =>
        has_report ? (
          <Button
            size="small"
            href={`/api/v1/models/runs/${id}/report?language=${language}`}
            download={`${id}.html`}
          >
            {t('run.report.open')}
          </Button>
        ) : (
          '–'
        ),
    },
  ];
  return <RowTable label={t('run')} rows={runs} rowKey={({ id }) => id} columns={columns} />;
}
