import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { getEnterpriseOptions } from '@/api/generated/@tanstack/react-query.gen';
import { isProblem } from '@/api/problems';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { EmptyState } from '@/shared/EmptyState';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { useFilters } from '@/shared/list/useFilters';
import { ImportArea } from './ImportArea';
import { ImportRows } from './ImportRows';
import { InvoiceOverview } from './InvoiceOverview';
import { InvoiceRows } from './InvoiceRows';
import './parties.css';

/** Bring invoices in, and see what they tell. */
export default function InvoicesPage() {
  const { t } = useTranslation('parties');
  const { organisation } = useSession();
  const path = { enterprise_id: organisation.id };
  const profile = useQuery({ ...getEnterpriseOptions({ path }), retry: false });
  if (isProblem(profile.error, 'parties.enterprise_not_found')) {
    return (
      <EmptyState
        title={t('invoices.profile_first')}
        hint={t('invoices.profile_first_hint')}
        action={
          <ButtonLink primary to="/enterprise/profile">
            {t('invoices.to_profile')}
          </ButtonLink>
        }
      />
    );
  }
  return (
    <>
      <PageHead title={t('invoices.title')} />
      <QueryGate query={profile}>{({ id }) => <OwnInvoices enterpriseId={id} />}</QueryGate>
    </>
  );
}

function OwnInvoices({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation('parties');
  const mayImport = useMay('parties:import_invoices');
  const [{ tab = 'overview' }, change] = useFilters();
  return (
    <div className="parties-stack">
      {mayImport && <ImportArea />}
      <Tabs
        activeKey={tab}
        onChange={(key) => change({ tab: key, cursor: undefined })}
        destroyOnHidden
        items={[
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
          {
            key: 'imports',
            label: t('imports.title'),
            children: <ImportRows base="/enterprise/invoices/imports" />,
          },
        ]}
      />
    </div>
  );
}
