import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  listDisputesOptions,
  openDisputeMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ContractBody, DisputeLineBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay, useSession } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { DeadlineClock } from '@/shared/DeadlineClock';
import { EmptyState } from '@/shared/EmptyState';
import { FormDrawer } from '@/shared/FormDrawer';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { DISPUTE_KINDS, DISPUTE_TONES } from './disputeWords';
import { sideOf } from './words';

/** The disputes about one contract, and a party's way to open one. */
export function ContractDisputes({ contract }: { contract: ContractBody }) {
  const { t } = useTranslation('contracts');
  const disputes = useQuery(listDisputesOptions({ query: { contract_id: contract.id } }));
  return (
    <QueryGate query={disputes}>
      {({ items }) => (
        <>
          {items.length === 0 && (
            <EmptyState title={t('disputes.none')} hint={t('disputes.none_hint')} />
          )}
          <ul className="to-sign">
            {items.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </ul>
          <OpenDispute contract={contract} isOpen={items.some((line) => line.ended_at === null)} />
        </>
      )}
    </QueryGate>
  );
}

function Line({ line }: { line: DisputeLineBody }) {
  const { t } = useTranslation('contracts');
  const { portal } = useSession();
  return (
    <li>
      <Link className="what" to={`/${portal}/disputes/${line.id}`}>
        {t('dispute.named', { kind: t(`dispute_kind.${line.kind}`) })}
      </Link>
      <StatusTag tone={DISPUTE_TONES[line.status]} label={t(`dispute_status.${line.status}`)} />
      {line.ended_at === null ? (
        <DeadlineClock dueAt={line.due_at} />
      ) : (
        <DateText value={line.ended_at} />
      )}
    </li>
  );
}

interface OpenForm {
  kind: DisputeLineBody['kind'];
  claim: string;
  wish: string;
}

function OpenDispute({ contract, isOpen }: { contract: ContractBody; isOpen: boolean }) {
  const { t } = useTranslation('contracts');
  const session = useSession();
  const navigate = useNavigate();
  const mayDispute = useMay('disputes:dispute');
  const [drawn, setDrawn] = useState(false);
  const open = useAction(openDisputeMutation(), {
    onDone: ({ line }) => void navigate({ to: `/${session.portal}/disputes/${line.id}` }),
  });
  const isDisputable = contract.status === 'signing' || contract.status === 'signed';
  if (!mayDispute || isOpen || !isDisputable || !sideOf(contract, session)) return null;
  const needed = [
    { required: true, whitespace: true, min: 2, message: t('dispute.words_missing') },
  ];
  return (
    <>
      <Button onClick={() => setDrawn(true)}>{t('dispute.open')}</Button>
      <FormDrawer<OpenForm>
        title={t('dispute.open')}
        open={drawn}
        onClose={() => setDrawn(false)}
        onSubmit={(form) => open.mutate({ body: { ...form, contract_id: contract.id } })}
        busy={open.isPending}
        error={open.error}
        submitLabel={t('dispute.open')}
        initialValues={{ kind: 'amount' }}
      >
        <p className="muted">{t('dispute.open_what')}</p>
        <Form.Item name="kind" label={t('dispute.kind')}>
          <Select
            options={DISPUTE_KINDS.map((value) => ({ value, label: t(`dispute_kind.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="claim" label={t('dispute.claim')} rules={needed}>
          <Input.TextArea autoSize={{ minRows: 4 }} maxLength={2000} showCount />
        </Form.Item>
        <Form.Item name="wish" label={t('dispute.wish')} rules={needed}>
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} showCount />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
