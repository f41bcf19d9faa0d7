import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import { Facts } from '@/shared/Facts';
import { PageHead } from '@/shared/PageHead';
import { DevicesCard } from './DevicesCard';
import { PasswordCard } from './PasswordCard';
import { RoleTags } from './RoleTags';
import { SecondFactorCard } from './SecondFactorCard';
import './identity.css';

/** Who I am here, where I am signed in, and my password. */
export default function AccountPage() {
  const { t } = useTranslation('identity');
  const session = useSession();
  const { password_change_due: isDue } = session;
  return (
    <>
      <PageHead title={t('account.title')} />
      {isDue && (
        <Alert
          type="warning"
          showIcon
          className="account-notice"
          message={t('account.due')}
          description={t('account.due_hint')}
        />
      )}
      <div className="account-cards">
        {isDue && <PasswordCard />}
        <div className="account-column">
          <section className="card">
            <h2>{t('account.who')}</h2>
            <Facts
              facts={[
                { label: t('account.name'), value: session.display_name },
                { label: t('account.organisation'), value: session.organisation.name },
                { label: t('member.roles'), value: <RoleTags roles={session.roles} /> },
              ]}
            />
          </section>
          {!isDue && <SecondFactorCard />}
        </div>
        {!isDue && (
          <div className="account-column">
            <DevicesCard />
            <PasswordCard />
          </div>
        )}
      </div>
    </>
  );
}
