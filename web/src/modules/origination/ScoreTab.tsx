import { useTranslation } from 'react-i18next';
import type { ApplicationBody, MissedBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { RiskReviewPanel } from '@/shared/risk-review/RiskReviewPanel';
import { useWord } from './words';

/** The score of today with what moved it, and what screening found on the day of submission. */
export function ScoreTab({ application }: { application: ApplicationBody }) {
  const mayReview = useMay('risk:review');
  return (
    <>
      <Missed missed={application.screening?.missed ?? []} />
      {mayReview && <RiskReviewPanel enterpriseId={application.enterprise.id} />}
    </>
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
