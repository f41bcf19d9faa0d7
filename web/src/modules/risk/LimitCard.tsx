import { useTranslation } from 'react-i18next';
import { isProblem } from '@/api/problems';
import { ButtonLink } from '@/shared/ButtonLink';
import { QueryGate } from '@/shared/QueryGate';
import { Improvements } from '@/shared/risk-review/Improvements';
import { LimitFigure } from '@/shared/risk-review/LimitFigure';
import { ScoreDial } from '@/shared/ScoreDial';
import { useOwnStanding } from './useOwnStanding';

/** On the first page: how much can I get, and what would make it more. */
export default function LimitCard() {
  const { t } = useTranslation('risk');
  const standing = useOwnStanding();
  if (isProblem(standing.error, 'parties.enterprise_not_found')) return <Unproven />;
  return (
    <section className="card">
      <h2>{t('card.title')}</h2>
      <QueryGate query={standing}>
        {(data) => (
          <>
            <div className="risk-head">
              <ScoreDial score={data.score?.score ?? null} grade={data.score?.grade} />
              <div>
                {data.score === null ? (
                  <p>{t('none.hint', { needed: data.months_needed, seen: data.months_seen })}</p>
                ) : (
                  <LimitFigure standing={data} />
                )}
                <ButtonLink
                  to={data.score === null ? '/enterprise/invoices' : '/enterprise/credit'}
                >
                  {t(data.score === null ? 'none.import' : 'card.open')}
                </ButtonLink>
              </div>
            </div>
            {data.score !== null && <Improvements steps={data.improvements} />}
          </>
        )}
      </QueryGate>
    </section>
  );
}

/** A company that has signed up but not said who it is. */
function Unproven() {
  const { t } = useTranslation('risk');
  return (
    <section className="card">
      <h2>{t('card.title')}</h2>
      <p className="muted">{t('card.first')}</p>
      <ButtonLink primary to="/enterprise/profile">
        {t('card.profile')}
      </ButtonLink>
    </section>
  );
}
