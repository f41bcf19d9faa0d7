import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getRiskReviewOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { FeatureBody, RiskReviewBody, ScoreBody } from '@/api/generated/types.gen';
import { EmptyState } from '../EmptyState';
import { Facts } from '../Facts';
import { useFigureText } from '../figures';
import { RowTable } from '../list/RowTable';
import type { Column } from '../list/types';
import { QueryGate } from '../QueryGate';
import { RiskTag } from '../RiskTag';
import { ScoreDial } from '../ScoreDial';
import { Improvements } from './Improvements';
import { LimitFigure } from './LimitFigure';
import { ReasonBars } from './ReasonBars';
import './risk-review.css';

/** What a reviewer looks at: score, reasons, every feature beside its peers. */
export function RiskReviewPanel({ enterpriseId }: { enterpriseId: string }) {
  const review = useQuery(getRiskReviewOptions({ path: { enterprise_id: enterpriseId } }));
  return <QueryGate query={review}>{(data) => <Review review={data} />}</QueryGate>;
}

function Review({ review }: { review: RiskReviewBody }) {
  const { t } = useTranslation('risk');
  const { standing } = review;
  const { score } = standing;
  if (score === null) {
    const seen = { needed: standing.months_needed, seen: standing.months_seen };
    return <EmptyState title={t('none.title')} hint={t('none.hint', seen)} />;
  }
  return (
    <div className="home-grid">
      <section className="card risk-head">
        <ScoreDial
          score={score.score}
          grade={score.grade}
          marks={[standing.manual_below, standing.fast_from]}
        />
        <ScoreFacts score={score} standing={standing} />
      </section>
      <div className="risk-parts">
        <section className="card">
          <h2>{t('moves')}</h2>
          <ReasonBars reasons={score.reasons} />
        </section>
        <section className="card">
          <h2>{t('review.improvements')}</h2>
          <Improvements steps={standing.improvements} />
        </section>
      </div>
      <section className="card risk-part">
        <h2>{t('review.features')}</h2>
        <p className="muted small">
          {review.peer_industry === null
            ? t('review.no_peers')
            : t('review.peers', { industry: review.peer_industry, count: review.peer_count })}
        </p>
        <FeatureTable features={review.features} withPeers={review.peer_industry !== null} />
      </section>
    </div>
  );
}

function ScoreFacts({
  score,
  standing,
}: {
  score: ScoreBody;
  standing: RiskReviewBody['standing'];
}) {
  const { t } = useTranslation('risk');
  return (
    <div>
      <Facts
        facts={[
          { label: t('review.lane'), value: t(`lane.${score.lane}`) },
          { label: t('review.grade'), value: <RiskTag grade={score.grade} /> },
          { label: t('limit'), value: <LimitFigure standing={standing} /> },
          { label: t('review.data'), value: score.data_through },
          { label: t('review.model'), value: score.model_version },
        ]}
      />
    </div>
  );
}

interface FeatureTableProps {
  features: readonly FeatureBody[];
  withPeers: boolean;
}

function FeatureTable({ features, withPeers }: FeatureTableProps) {
  const { t } = useTranslation('risk');
  const figure = useFigureText();
  const shown = (unit: FeatureBody['unit'], value: string | null): string =>
    value === null ? '–' : figure(unit, value);
  const peers = (['lower', 'middle', 'upper'] as const).map((which): Column<FeatureBody> => ({
    key: which,
    title: t(`review.${which}`),
    numeric: true,
    cell: (row) => shown(row.unit, row[which]),
  }));
  const columns: readonly Column<FeatureBody>[] = [
    { key: 'feature', title: t('review.feature'), cell: (row) => t(`feature.${row.feature}`) },
    {
      key: 'value',
      title: t('review.value'),
      numeric: true,
      cell: (row) =>
        row.value === null ? (
          <span className="muted">{t('review.missing')}</span>
        ) : (
          <strong>{figure(row.unit, row.value)}</strong>
        ),
    },
    ...(withPeers ? peers : []),
  ];
  return (
    <RowTable
      label={t('review.features')}
      rows={features}
      rowKey={({ feature }) => feature}
      columns={columns}
    />
  );
}
