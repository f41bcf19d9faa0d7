import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getOwnStandingOptions } from '@/api/generated/@tanstack/react-query.gen';
import { isProblem } from '@/api/problems';
import { ButtonLink } from '@/shared/ButtonLink';

/** What is missing before one can buy: the details, the account, the questionnaire; or one's class. */
export function StandingNote() {
  const { t } = useTranslation('investing');
  const standing = useQuery({ ...getOwnStandingOptions(), retry: false });
  if (isProblem(standing.error, 'investing.not_an_investor'))
    return (
      <Note words={t('standing.missing')} to="/investor/profile" go={t('standing.register')} />
    );
  if (standing.data === undefined) return null;
  const { level, risk_class } = standing.data;
  if (level === 'registered')
    return (
      <Note words={t('standing.no_account')} to="/investor/funds" go={t('standing.account')} />
    );
  if (risk_class === null)
    return (
      <Note
        words={t('standing.no_class')}
        to="/investor/questionnaire"
        go={t('standing.questionnaire')}
      />
    );
  return <p className="muted">{t('standing.class', { value: risk_class })}</p>;
}

function Note({ words, to, go }: { words: string; to: string; go: string }) {
  return (
    <section className="card standing-note">
      <p>{words}</p>
      <ButtonLink primary to={to}>
        {go}
      </ButtonLink>
    </section>
  );
}
