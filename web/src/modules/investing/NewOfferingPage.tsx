import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Form } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  listInvestmentKindsOptions,
  proposeOfferingMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { KindBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useSession } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { toast } from '@/shared/toast';
import { AmountFields, DisclosureFields, KindFields, TermFields } from './NewOfferingFields';
import { toOffering, type OfferingFields } from './newOffering';
import './investing.css';

/** An issuer describes a project; a second person, of the platform, opens it. */
export default function NewOfferingPage() {
  const { t } = useTranslation('investing');
  const kinds = useQuery(listInvestmentKindsOptions());
  return (
    <>
      <PageHead title={t('new.title')} />
      <p className="muted">{t('new.lead')}</p>
      <QueryGate query={kinds}>{(known) => <OfferingForm kinds={known} />}</QueryGate>
    </>
  );
}

function OfferingForm({ kinds }: { kinds: readonly KindBody[] }) {
  const { t } = useTranslation('investing');
  const { portal } = useSession();
  const navigate = useNavigate();
  const id = useRef(crypto.randomUUID());
  const [form] = Form.useForm<OfferingFields>();
  const chosen = Form.useWatch('kind', form);
  const kind = kinds.find((each) => each.kind === chosen);
  const propose = useAction(proposeOfferingMutation(), {
    onDone: (offering) => {
      toast(t('new.done'));
      void navigate({ to: `/${portal}/offerings/${offering.id}` });
    },
  });
  return (
    <Form<OfferingFields>
      form={form}
      layout="vertical"
      className="card plan-form"
      disabled={propose.isPending}
      initialValues={{ method: 'interest_only', allotment: 'first_come', risk_class: 2 }}
      onFinish={(fields) => propose.mutate({ body: toOffering(id.current, fields) })}
    >
      <KindFields kinds={kinds} chosen={kind} />
      <AmountFields />
      <TermFields />
      {kind && <DisclosureFields kind={kind} />}
      <ErrorNote error={propose.error} />
      <Button type="primary" htmlType="submit" loading={propose.isPending}>
        {t('new.send')}
      </Button>
    </Form>
  );
}
