import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { listScoresOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ScoreBody, StandingBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { Chart } from '@/shared/chart/Chart';
import { formatWhen } from '@/shared/dates';
import { EmptyState } from '@/shared/EmptyState';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { Improvements } from '@/shared/risk-review/Improvements';
import { LimitFigure } from '@/shared/risk-review/LimitFigure';
import { ReasonBars } from '@/shared/risk-review/ReasonBars';
import { ScoreDial } from '@/shared/ScoreDial';
import { ExplanationCards } from './ExplanationCards';
import { useOwnStanding } from './useOwnStanding';

const SHOWN = 24;

/** For the company itself: the score, what moves it, how to raise it, how it went. */
export default function MyCreditPage() {
  const { t } = useTranslation('risk');
  const standing = useOwnStanding();
  return (
    <>
      <PageHead title={t('title')} />
      <QueryGate query={standing}>
        {(data) =>
          data.score === null ? (
            <>
              <NoScore standing={data} />
              <ExplanationCards score={null} />
            </>
          ) : (
            <Scored standing={data} score={data.score} />
          )
        }
      </QueryGate>
    </>
  );
}

function NoScore({ standing }: { standing: StandingBody }) {
  const { t } = useTranslation('risk');
  const months = { needed: standing.months_needed, seen: standing.months_seen };
  return (
    <EmptyState
      title={t('none.title')}
      hint={t('none.hint', months)}
      action={
        <ButtonLink primary to="/enterprise/invoices">
          {t('none.import')}
        </ButtonLink>
      }
    />
  );
}

function Scored({ standing, score }: { standing: StandingBody; score: ScoreBody }) {
  const { t } = useTranslation('risk');
  return (
    <div className="home-grid">
      <section className="card risk-head">
        <ScoreDial score={score.score} grade={score.grade} />
        <div>
          <h2>{t('limit')}</h2>
          <LimitFigure standing={standing} />
          {standing.limit.by_net_assets === null && (
            <ButtonLink to="/enterprise/profile">{t('limit.state')}</ButtonLink>
          )}
          <p className="muted small">
            {t(`lane.${score.lane}`)} · {t('through', { day: score.data_through })}
          </p>
        </div>
      </section>
      <div className="risk-parts">
        <section className="card">
          <h2>{t('moves')}</h2>
          <p className="muted small">{t('moves.note')}</p>
          <ReasonBars reasons={score.reasons} />
        </section>
        <section className="card">
          <h2>{t('better')}</h2>
          <Improvements steps={standing.improvements} />
        </section>
      </div>
      <ExplanationCards score={score.score} />
      <section className="card risk-part">
        <h2>{t('history')}</h2>
        <History standing={standing} />
      </section>
    </div>
  );
}

function History({ standing }: { standing: StandingBody }) {
  const { organisation } = useSession();
  const scores = useQuery(
    listScoresOptions({ path: { enterprise_id: organisation.id }, query: { limit: SHOWN } }),
  );
  return (
    <QueryGate query={scores}>
      {({ items }) => <HistoryChart scores={items} standing={standing} />}
    </QueryGate>
  );
}

interface HistoryChartProps {
  scores: readonly ScoreBody[];
  standing: StandingBody;
}

function HistoryChart({ scores, standing }: HistoryChartProps) {
  const { t } = useTranslation('risk');
  const option = useMemo(() => {
    const oldestFirst = scores.toReversed();
    return {
      xAxis: {
        type: 'category',
        data: oldestFirst.map(({ computed_at }) => formatWhen(computed_at)),
      },
      yAxis: { type: 'value', min: 300, max: 850 },
      tooltip: { trigger: 'axis' },
      series: [
        {
          type: 'line',
          name: t('score'),
          data: oldestFirst.map(({ score }) => score),
          markLine: {
            symbol: 'none',
            label: { position: 'insideEndTop', formatter: '{b}' },
            data: [
              { yAxis: standing.fast_from, name: t('lane.fast_line') },
              { yAxis: standing.manual_below, name: t('lane.manual_line') },
            ],
          },
        },
      ],
    };
  }, [scores, standing.fast_from, standing.manual_below, t]);
  if (scores.length < 2) return <p className="muted">{t('history.one')}</p>;
  return (
    <Chart
      label={t('history')}
      option={option}
      height={240}
      figures={[
        [t('history.number'), t('computed'), t('score')],
        ...scores.map(({ computed_at, score }, place) => [
          String(scores.length - place),
          formatWhen(computed_at),
          String(score),
        ]),
      ]}
    />
  );
}
