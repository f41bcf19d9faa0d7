import { useQuery } from '@tanstack/react-query';
import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  entrustTemplateMutation,
  listInstitutionsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { TemplateBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

/** Which organisation's lawyers may draft this template. */
export function EntrustButton({ template }: { template: TemplateBody }) {
  const { t } = useTranslation('contracts');
  const mayEntrust = useMay('contracts:entrust_templates');
  const [open, setOpen] = useState(false);
  const institutions = useQuery({ ...listInstitutionsOptions(), enabled: open });
  const entrust = useAction(entrustTemplateMutation(), {
    onDone: () => {
      setOpen(false);
      toast(t('template.entrusted'));
    },
  });
  if (!mayEntrust) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('template.entrust')}</Button>
      <FormDrawer<{ owner_id?: string }>
        title={t('template.entrust')}
        open={open}
        onClose={() => setOpen(false)}
        onSubmit={({ owner_id }) =>
          entrust.mutate({ path: { template: template.key }, body: { owner_id: owner_id ?? null } })
        }
        busy={entrust.isPending}
        error={entrust.error}
        initialValues={{ owner_id: template.owner_id ?? undefined }}
      >
        <p className="muted">{t('template.entrust_what')}</p>
        <Form.Item name="owner_id" label={t('template.entrust_to')}>
          <Select
            allowClear
            showSearch
            optionFilterProp="label"
            placeholder={t('template.entrust_nobody')}
            loading={institutions.isPending}
            options={institutions.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
