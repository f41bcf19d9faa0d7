import { useQuery } from '@tanstack/react-query';
import { CloudUploadOutlined } from '@ant-design/icons';
import { Button, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  getEnterpriseOptions,
  listInvoiceMonthsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
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
  return <QueryGate query={profile}>{({ id }) => <OwnInvoices enterpriseId={id} />}</QueryGate>;
}

/** A newcomer sees where to drop the file; whoever has invoices sees them first. */
function OwnInvoices({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation('parties');
  const mayImport = useMay('parties:import_invoices');
  const [{ tab = 'overview' }, change] = useFilters();
  const path = { enterprise_id: enterpriseId };
  const months = useQuery(listInvoiceMonthsOptions({ path }));
  const isNew = months.data?.items.length === 0;
  const show = (key: string) => change({ tab: key, cursor: undefined });
  return (
    <>
      <PageHead
        title={t('invoices.title')}
        actions={
          mayImport &&
          !isNew &&
          tab !== 'imports' && (
            <Button type="primary" icon={<CloudUploadOutlined />} onClick={() => show('imports')}>
              {t('import.new')}
            </Button>
          )
        }
      />
      {isNew && mayImport && tab !== 'imports' && <ImportArea />}
      <Tabs
        activeKey={tab}
        onChange={show}
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
            children: (
              <div className="parties-stack">
                {mayImport && <ImportArea />}
                <ImportRows base="/enterprise/invoices/imports" />
              </div>
            ),
          },
        ]}
      />
    </>
  );
}
