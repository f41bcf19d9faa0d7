import { useQuery } from '@tanstack/react-query';
import { Cascader, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  getInstitutionOptions,
  registerInstitutionMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { InstitutionBody, InstitutionKind } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { isProblem } from '@/api/problems';
import { useMay, useSession } from '@/api/session';
import { EmptyState } from '@/shared/EmptyState';
import { Facts } from '@/shared/Facts';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { toast } from '@/shared/toast';
import { useRegions } from '@/shared/codes';
import { RegistrationForm } from './RegistrationForm';
import { normaliseUscc } from './uscc';
import { UsccField } from './UsccField';
import './parties.css';

const KINDS: readonly InstitutionKind[] = [
  'bank',
  'leasing',
  'factoring',
  'guarantee',
  'park',
  'law_firm',
  'accounting_firm',
  'appraiser',
];

/** Who lends: stated once, shown to everybody who is offered its products. */
export default function InstitutionPage() {
  const { t } = useTranslation('parties');
  const { organisation } = useSession();
  const mayRegister = useMay('parties:register_institution');
  const path = { institution_id: organisation.id };
  const found = useQuery({ ...getInstitutionOptions({ path }), retry: false });
  const isMissing = isProblem(found.error, 'parties.institution_not_found');
  if (isMissing && mayRegister) return <Registration name={organisation.name} />;
  if (isMissing) return <EmptyState title={t('institution.missing')} />;
  return (
    <>
      <PageHead title={t('institution.title')} />
      <QueryGate query={found}>{(institution) => <Known institution={institution} />}</QueryGate>
    </>
  );
}

function Known({ institution }: { institution: InstitutionBody }) {
  const { t } = useTranslation('parties');
  const regions = useRegions();
  return (
    <section className="card">
      <h2>{institution.name}</h2>
      <Facts
        facts={[
          { label: t('institution.kind'), value: t(`institution.${institution.kind}`) },
          { label: t('field.uscc'), value: <span className="tabular">{institution.uscc}</span> },
          { label: t('field.region'), value: regions.nameOf(institution.region_code) },
        ]}
      />
    </section>
  );
}

interface Fields {
  name: string;
  kind: InstitutionKind;
  uscc: string;
  region: string[];
}

function Registration({ name }: { name: string }) {
  const { t } = useTranslation('parties');
  const regions = useRegions();
  const register = useAction(registerInstitutionMutation(), {
    onDone: () => toast(t('institution.saved')),
  });
  const needed = [{ required: true, message: t('field.needed') }];
  const send = ({ region, uscc, ...rest }: Fields) =>
    register.mutate({
      body: { ...rest, uscc: normaliseUscc(uscc), region_code: region.at(-1) ?? '' },
    });
  return (
    <RegistrationForm<Fields>
      title={t('institution.title')}
      lead={t('institution.lead')}
      initialValues={{ name, kind: 'bank' }}
      busy={register.isPending}
      error={register.error}
      onSubmit={send}
    >
      <UsccField checkTaken={false} />
      <Form.Item name="name" label={t('institution.name')} rules={needed}>
        <Input maxLength={200} autoComplete="organization" />
      </Form.Item>
      <Form.Item name="kind" label={t('institution.kind')} rules={needed}>
        <Select options={KINDS.map((kind) => ({ value: kind, label: t(`institution.${kind}`) }))} />
      </Form.Item>
      <Form.Item name="region" label={t('field.region')} rules={needed}>
        <Cascader options={[...regions.tree]} showSearch />
      </Form.Item>
    </RegistrationForm>
  );
}
