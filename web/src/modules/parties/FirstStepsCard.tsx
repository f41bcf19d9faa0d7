import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  getEnterpriseOptions,
  listInvoiceMonthsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import { isProblem } from '@/api/problems';
import { useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';

/** What a newcomer does next; gone once there are a profile and invoices. */
export default function FirstStepsCard() {
  const { organisation } = useSession();
  const path = { enterprise_id: organisation.id };
  const profile = useQuery({ ...getEnterpriseOptions({ path }), retry: false });
  const months = useQuery({
    ...listInvoiceMonthsOptions({ path }),
    enabled: profile.data !== undefined,
  });
  if (isProblem(profile.error, 'parties.enterprise_not_found')) return <Step name="profile" />;
  if (months.data?.items.length === 0) return <Step name="invoices" />;
  return null;
}

function Step({ name }: { name: 'profile' | 'invoices' }) {
  const { t } = useTranslation('parties');
  return (
    <section className="card first-step">
      <div>
        <h2>{t(`first.${name}`)}</h2>
        <p className="muted">{t(`first.${name}_hint`)}</p>
      </div>
      <ButtonLink primary to={`/enterprise/${name}`}>
        {t(`first.${name}_go`)}
      </ButtonLink>
    </section>
  );
}
