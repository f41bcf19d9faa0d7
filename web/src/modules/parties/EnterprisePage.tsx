import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { getEnterpriseOptions } from '@/api/generated/@tanstack/react-query.gen';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { useFilters } from '@/shared/list/useFilters';
import { usePathParam } from '@/shared/usePathParam';
import { FiguresSection } from './FiguresSection';
import { InvoiceOverview } from './InvoiceOverview';
import { InvoiceRows } from './InvoiceRows';
import { PrivateFactsCard } from './PrivateFactsCard';
import { ProfileFacts } from './ProfileFacts';
import './parties.css';

/** One company as staff see it. */
export default function EnterprisePage() {
  const { t } = useTranslation('parties');
  const enterpriseId = usePathParam('enterpriseId');
  const found = useQuery(getEnterpriseOptions({ path: { enterprise_id: enterpriseId } }));
  const [{ tab = 'profile' }, change] = useFilters();
  return (
    <QueryGate query={found}>
      {(enterprise) => (
        <>
          <PageHead title={enterprise.name} />
          <Tabs
            activeKey={tab}
            onChange={(key) => change({ tab: key, cursor: undefined })}
            destroyOnHidden
            items={[
              {
                key: 'profile',
                label: t('profile.short'),
                children: (
                  <div className="parties-stack">
                    <ProfileFacts enterprise={enterprise} />
                    <PrivateFactsCard enterpriseId={enterpriseId} />
                    <FiguresSection enterprise={enterprise} />
                  </div>
                ),
              },
              {
                key: 'overview',
                label: t('invoices.overview'),
                children: <InvoiceOverview enterpriseId={enterpriseId} />,
              },
              {
                key: 'list',
                label: t('invoices.list'),
                children: <InvoiceRows enterpriseId={enterpriseId} />,
              },
            ]}
          />
        </>
      )}
    </QueryGate>
  );
}
