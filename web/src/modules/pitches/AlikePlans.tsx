import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listAlikePlansOptions } from '@/api/generated/@tanstack/react-query.gen';
import { useSession } from '@/api/session';
import { formatRate } from '@/shared/rates';

/** Plans of other companies that speak of the same things; nothing where there are none. */
export function AlikePlans({ planId }: { planId: string }) {
  const { t } = useTranslation('pitches');
  const { portal } = useSession();
  const { data = [] } = useQuery(listAlikePlansOptions({ path: { plan_id: planId } }));
  if (data.length === 0) return null;
  return (
    <section className="card">
      <h2>{t('alike')}</h2>
      <ul className="plan-lines">
        {data.map(({ plan, likeness }) => (
          <li key={plan.id}>
            <Link to={`/${portal}/business-plans/${plan.id}`}>
              {plan.enterprise_name ?? plan.name}
            </Link>{' '}
            <span className="muted">{t('alike.likeness', { percent: formatRate(likeness) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
