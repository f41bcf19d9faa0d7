import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getRiskReviewOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ApplicationBody, MissedBody, ReasonBody, ScoreBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { Facts } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { ScoreDial } from '@/shared/ScoreDial';
import { useWord } from './words';

/** The score of today with what moved it, and what screening found on the day of submission. */
export function ScoreTab({ application }: { application: ApplicationBody }) {
  const { t } = useTranslation('origination');
  const path = { enterprise_id: application.enterprise.id };
  const review = useQuery(getRiskReviewOptions({ path }));
  return (
    <>
      <QueryGate query={review}>
        {({ standing }) =>
          standing.score ? (
            <>
              <Score score={standing.score} />
              <Facts
                facts={[
                  {
                    label: t('basis.grade'),
                    value: <MoneyText value={standing.limit.by_grade} form="short" />,
                  },
                  {
                    label: t('basis.net_assets'),
                    value: <MoneyText value={standing.limit.by_net_assets} form="short" />,
                  },
                ]}
              />
            </>
          ) : (
            <EmptyState title={t('score.none')} hint={t('score.none_hint')} />
          )
        }
      </QueryGate>
      <Missed missed={application.screening?.missed ?? []} />
    </>
  );
}

function Score({ score }: { score: ScoreBody }) {
  const { t } = useTranslation('origination');
  return (
    <div className="score">
      <div>
        <ScoreDial score={score.score} grade={score.grade} marks={[500, 700]} />
        <p className="muted small">
          {t('score.through')} <DateText value={score.data_through} />
        </p>
      </div>
      <ul className="reasons">
        {score.reasons.map((reason) => (
          <Reason key={reason.code} reason={reason} />
        ))}
      </ul>
    </div>
  );
}

function Reason({ reason }: { reason: ReasonBody }) {
  const { t, i18n } = useTranslation(['risk', 'origination']);
  const isGood = reason.points >= 0;
  const key = `risk:reason.${reason.feature}.${isGood ? 'up' : 'down'}`;
  return (
    <li className={isGood ? 'good' : 'bad'}>
      <span>{i18n.exists(key) ? t(key as 'score') : reason.code}</span>
      <strong className="tabular">
        {isGood ? '+' : '−'}
        {Math.abs(reason.points)}
      </strong>
    </li>
  );
}

/** Conditions of the product that were not met, or that nobody could judge. */
function Missed({ missed }: { missed: readonly MissedBody[] }) {
  const { t } = useTranslation('origination');
  const word = useWord();
  if (missed.length === 0) return null;
  return (
    <>
      <h2>{t('missed')}</h2>
      <ul className="plain-list">
        {missed.map((one) => (
          <li key={one.fact}>
            <strong>{word('fact', one.fact)}</strong>{' '}
            {one.actual === null
              ? t('missed.unknown', { needed: one.needed })
              : t('missed.known', { needed: one.needed, actual: one.actual })}
          </li>
        ))}
      </ul>
    </>
  );
}
