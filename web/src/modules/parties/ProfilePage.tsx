import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getEnterpriseOptions } from '@/api/generated/@tanstack/react-query.gen';
import { isProblem } from '@/api/problems';
import { useSession } from '@/api/session';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { FiguresSection } from './FiguresSection';
import { PrivateFactsCard } from './PrivateFactsCard';
import { ProfileFacts } from './ProfileFacts';
import { ProfileWizard } from './ProfileWizard';
import './parties.css';

/** The company's own profile: to be filled in first, then to be kept up to date. */
export default function ProfilePage() {
  const { t } = useTranslation('parties');
  const { organisation } = useSession();
  const path = { enterprise_id: organisation.id };
  const profile = useQuery({ ...getEnterpriseOptions({ path }), retry: false });
  if (isProblem(profile.error, 'parties.enterprise_not_found')) {
    return <ProfileWizard organisationId={organisation.id} name={organisation.name} />;
  }
  return (
    <>
      <PageHead title={t('profile.title')} />
      <QueryGate query={profile}>
        {(enterprise) => (
          <div className="parties-stack">
            <ProfileFacts enterprise={enterprise} editable />
            <PrivateFactsCard enterpriseId={enterprise.id} editable />
            <FiguresSection enterprise={enterprise} editable />
          </div>
        )}
      </QueryGate>
    </>
  );
}
