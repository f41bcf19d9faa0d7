import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OfferingBody } from '@/api/generated/types.gen';
import { MoneyText } from '@/shared/MoneyText';
import { formatRate } from '@/shared/rates';
import { RiskClassTag } from './RiskClassTag';
import { FundingBar } from './FundingBar';

interface OfferingCardProps {
  offering: OfferingBody;
  to: string;
}

/** One project at a glance: what it brings, for how long, how risky, how full. */
export function OfferingCard({ offering, to }: OfferingCardProps) {
  const { t } = useTranslation('investing');
  return (
    <li className="card offering-card">
      <p className="muted small">
        {t(`kind.${offering.kind}`)} · {offering.issuer_name}
      </p>
      <h2>
        <Link to={to}>{offering.title}</Link>
      </h2>
      <div className="offering-tags">
        <RiskClassTag riskClass={offering.risk_class} />
        {offering.grade && <span className="muted small">{t('grade', offering)}</span>}
        {offering.refusals[0] && (
          <span className="muted small">{t(`refusal.short.${offering.refusals[0]}`)}</span>
        )}
      </div>
      <dl className="offering-figures">
        <div>
          <dt>{t('yearly_rate')}</dt>
          <dd className="lead-figure">{formatRate(offering.yearly_rate)}</dd>
        </div>
        <div>
          <dt>{t('term')}</dt>
          <dd>{t('months', { count: offering.term_months })}</dd>
        </div>
        <div>
          <dt>{t('ticket')}</dt>
          <dd>
            <MoneyText value={offering.ticket} />
          </dd>
        </div>
      </dl>
      <FundingBar offering={offering} />
    </li>
  );
}
