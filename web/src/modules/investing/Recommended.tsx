import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listRecommendationsOptions } from '@/api/generated/@tanstack/react-query.gen';
import { formatRate } from '@/shared/rates';
import { RiskClassTag } from './RiskClassTag';

/** What fits the reader best, each with what speaks most for it; nothing where nothing does. */
export function Recommended() {
  const { t } = useTranslation('investing');
  const found = useQuery({ ...listRecommendationsOptions(), retry: false });
  if (!found.data || found.data.length === 0) return null;
  return (
    <section className="card">
      <h2>{t('recommended.title')}</h2>
      <ul className="recommended">
        {found.data.map(({ offering_id, title, risk_class, yearly_rate, reason }) => (
          <li key={offering_id}>
            <Link to={`/investor/offerings/${offering_id}`}>{title}</Link>{' '}
            <RiskClassTag riskClass={risk_class} /> <strong>{formatRate(yearly_rate)}</strong>
            <span className="muted small"> {t(`recommended.${reason}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
