import { useQuery } from '@tanstack/react-query';
import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  getInvestorOptions,
  registerInvestorMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { InvestorBody, InvestorKind } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { isProblem } from '@/api/problems';
import { useMay, useSession } from '@/api/session';
import { EmptyState } from '@/shared/EmptyState';
import { Facts } from '@/shared/Facts';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { toast } from '@/shared/toast';
import { RegistrationForm } from './RegistrationForm';
import { normaliseUscc } from './uscc';
import { UsccField } from './UsccField';
import './parties.css';

const KINDS: readonly InvestorKind[] = ['person', 'company'];

/** Who invests: a person or a company, stated once. */
export default function InvestorPage() {
  const { t } = useTranslation('parties');
  const { organisation } = useSession();
  const mayRegister = useMay('parties:register_investor');
  const path = { investor_id: organisation.id };
  const found = useQuery({ ...getInvestorOptions({ path }), retry: false });
  const isMissing = isProblem(found.error, 'parties.investor_not_found');
  if (isMissing && mayRegister) return <Registration name={organisation.name} />;
  if (isMissing) return <EmptyState title={t('investor.missing')} />;
  return (
    <>
      <PageHead title={t('investor.title')} />
      <QueryGate query={found}>{(investor) => <Known investor={investor} />}</QueryGate>
    </>
  );
}

function Known({ investor }: { investor: InvestorBody }) {
  const { t } = useTranslation('parties');
  return (
    <section className="card">
      <h2>{investor.name}</h2>
      <Facts
        facts={[
          { label: t('investor.kind'), value: t(`investor.${investor.kind}`) },
          ...(investor.uscc
            ? [{ label: t('field.uscc'), value: <span className="tabular">{investor.uscc}</span> }]
            : []),
        ]}
      />
    </section>
  );
}

interface Fields {
  name: string;
  kind: InvestorKind;
  uscc?: string;
}

function Registration({ name }: { name: string }) {
  const { t } = useTranslation('parties');
  const register = useAction(registerInvestorMutation(), {
    onDone: () => toast(t('investor.saved')),
  });
  const needed = [{ required: true, whitespace: true, message: t('field.needed') }];
  return (
    <RegistrationForm<Fields>
      title={t('investor.title')}
      lead={t('investor.lead')}
      initialValues={{ name, kind: 'person' }}
      busy={register.isPending}
      error={register.error}
      onSubmit={({ uscc, ...rest }) =>
        register.mutate({ body: { ...rest, uscc: uscc ? normaliseUscc(uscc) : null } })
      }
    >
      <Form.Item name="kind" label={t('investor.kind')} rules={needed}>
        <Radio.Group
          options={KINDS.map((kind) => ({ value: kind, label: t(`investor.${kind}`) }))}
        />
      </Form.Item>
      <Form.Item name="name" label={t('investor.name')} rules={needed}>
        <Input maxLength={100} autoComplete="name" />
      </Form.Item>
      <Form.Item noStyle dependencies={['kind']}>
        {({ getFieldValue }) =>
          getFieldValue('kind') === 'company' && <UsccField checkTaken={false} />
        }
      </Form.Item>
    </RegistrationForm>
  );
}
