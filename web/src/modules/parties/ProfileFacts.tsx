import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { updateEnterpriseMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { EnterpriseBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { Facts } from '@/shared/Facts';
import { FormDrawer } from '@/shared/FormDrawer';
import { MoneyText } from '@/shared/MoneyText';
import { StatusTag } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';
import { useIndustries, useRegions } from '@/shared/codes';
import { LicenceFields, SizeFields } from './fields';
import { fieldsOf, profileOf, type ProfileFields } from './profileForm';

interface ProfileFactsProps {
  enterprise: EnterpriseBody;
  editable?: boolean;
}

export function ProfileFacts({ enterprise, editable = false }: ProfileFactsProps) {
  const { t } = useTranslation('parties');
  const regions = useRegions();
  const industries = useIndustries();
  const mayChange = useMay('parties:update_enterprise') && editable;
  const [editing, setEditing] = useState(false);
  return (
    <section className="card">
      <div className="parties-head">
        <h2>{enterprise.name}</h2>
        {enterprise.is_test && <StatusTag tone="neutral" label={t('profile.is_test')} />}
        <div className="spring" />
        {mayChange && <Button onClick={() => setEditing(true)}>{t('profile.edit')}</Button>}
      </div>
      <Facts
        facts={[
          { label: t('field.uscc'), value: <span className="tabular">{enterprise.uscc}</span> },
          { label: t('field.region'), value: regions.nameOf(enterprise.region_code) },
          { label: t('field.industry'), value: industries.nameOf(enterprise.industry_code) },
          { label: t('field.founded_on'), value: <DateText value={enterprise.founded_on} /> },
          {
            label: t('field.capital'),
            value: <MoneyText value={enterprise.registered_capital} form="short" />,
          },
          { label: t('field.employees'), value: t('people', { count: enterprise.employees }) },
        ]}
      />
      {editing && <EditDrawer enterprise={enterprise} onClose={() => setEditing(false)} />}
    </section>
  );
}

interface EditDrawerProps {
  enterprise: EnterpriseBody;
  onClose: () => void;
}

function EditDrawer({ enterprise, onClose }: EditDrawerProps) {
  const { t } = useTranslation('parties');
  const regions = useRegions();
  const industries = useIndustries();
  const [form] = Form.useForm<ProfileFields>();
  const update = useAction(updateEnterpriseMutation(), {
    onDone: () => {
      toast(t('profile.saved'));
      onClose();
    },
  });
  return (
    <FormDrawer<ProfileFields>
      title={t('profile.edit')}
      open
      form={form}
      onClose={onClose}
      busy={update.isPending}
      error={update.error}
      initialValues={fieldsOf(enterprise, regions.pathOf, industries.pathOf)}
      onSubmit={(fields) =>
        update.mutate({ path: { enterprise_id: enterprise.id }, body: profileOf(fields) })
      }
    >
      <LicenceFields />
      <SizeFields />
    </FormDrawer>
  );
}
