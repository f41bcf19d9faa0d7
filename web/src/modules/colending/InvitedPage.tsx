import { Button, Form, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  answerShareMutation,
  listInvitedSharesOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { FundingShareBody, ShareRefusal } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { Facts } from '@/shared/Facts';
import { FormDrawer } from '@/shared/FormDrawer';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { useIndustries, useRegions } from '@/shared/codes';
import { toast } from '@/shared/toast';
import { REFUSALS, ShareTag } from './words';

/** Shares of others' loans that this lender was asked to fund. */
export default function InvitedPage() {
  const { t } = useTranslation('colending');
  return (
    <ListPage
      title={t('invited.title')}
      read={({ limit, cursor }) => listInvitedSharesOptions({ query: { limit, cursor } })}
      columns={useColumns()}
      rowKey={({ id }) => id}
      empty={{ title: t('invited.empty'), hint: t('invited.empty_hint') }}
    />
  );
}

function useColumns(): readonly Column<FundingShareBody>[] {
  const { t } = useTranslation(['colending', 'catalog']);
  return [
    {
      key: 'amount',
      title: t('share'),
      cell: ({ amount }) => <MoneyText value={amount} form="short" strong />,
      text: ({ amount }) => amount.amount,
    },
    {
      key: 'asked',
      title: t('asked'),
      cell: ({ asked }) => <MoneyText value={asked} form="short" />,
      text: ({ asked }) => asked.amount,
    },
    {
      key: 'enterprise',
      title: t('enterprise'),
      cell: ({ enterprise_name }) => enterprise_name ?? '–',
      text: ({ enterprise_name }) => enterprise_name ?? '',
    },
    {
      key: 'lead',
      title: t('lead'),
      cell: ({ lead_name }) => lead_name ?? '–',
      text: ({ lead_name }) => lead_name ?? '',
    },
    {
      key: 'product',
      title: t('product'),
      cell: ({ product_kind }) => t(`catalog:kind.${product_kind}`),
      text: ({ product_kind }) => t(`catalog:kind.${product_kind}`),
    },
    {
      key: 'status',
      title: t('status'),
      cell: (share) => <ShareTag share={share} />,
      text: ({ status }) => t(`share.${status}`),
    },
    { key: 'answer', title: t('answer'), cell: (share) => <Answer share={share} /> },
  ];
}

function Answer({ share }: { share: FundingShareBody }) {
  const { t } = useTranslation('colending');
  const mayAnswer = useMay('colending:answer');
  const [step, setStep] = useState<'accept' | 'refuse'>();
  const close = () => setStep(undefined);
  if (share.status !== 'invited') return '–';
  if (!mayAnswer) return <span className="muted">{t('waits_for_approver')}</span>;
  return (
    <div className="row-actions">
      <Button size="small" type="primary" onClick={() => setStep('accept')}>
        {t('accept')}
      </Button>
      <Button size="small" onClick={() => setStep('refuse')}>
        {t('refuse')}
      </Button>
      {step === 'accept' && <AcceptDialog share={share} onClose={close} />}
      {step === 'refuse' && <RefuseDrawer share={share} onClose={close} />}
    </div>
  );
}

interface AnswerProps {
  share: FundingShareBody;
  onClose: () => void;
}

function useAnswer(onClose: () => void, words: string) {
  return useAction(answerShareMutation(), {
    onDone: () => {
      toast(words);
      onClose();
    },
  });
}

function AcceptDialog({ share, onClose }: AnswerProps) {
  const { t } = useTranslation('colending');
  const industries = useIndustries();
  const regions = useRegions();
  const answer = useAnswer(onClose, t('accepted'));
  return (
    <Modal
      open
      title={t('accept_title')}
      okText={t('accept')}
      cancelText={t('back')}
      confirmLoading={answer.isPending}
      onOk={() => answer.mutate({ path: { share_id: share.id }, body: {} })}
      onCancel={onClose}
    >
      <Facts
        facts={[
          { label: t('share'), value: <MoneyText value={share.amount} strong /> },
          { label: t('asked'), value: <MoneyText value={share.asked} /> },
          { label: t('enterprise'), value: share.enterprise_name ?? '–' },
          { label: t('industry'), value: industries.nameOf(share.industry) },
          { label: t('region'), value: regions.nameOf(share.region) },
          { label: t('score'), value: share.score ?? '–' },
        ]}
      />
      <blockquote>{share.note}</blockquote>
      <p className="muted">{t('accept_effect')}</p>
      <ErrorNote error={answer.error} />
    </Modal>
  );
}

function RefuseDrawer({ share, onClose }: AnswerProps) {
  const { t } = useTranslation('colending');
  const answer = useAnswer(onClose, t('refused'));
  return (
    <FormDrawer<{ refusal: ShareRefusal }>
      title={t('refuse')}
      open
      onClose={onClose}
      onSubmit={(body) => answer.mutate({ path: { share_id: share.id }, body })}
      busy={answer.isPending}
      error={answer.error}
      submitLabel={t('refuse')}
    >
      <blockquote>{share.note}</blockquote>
      <Form.Item name="refusal" label={t('reason')} rules={[{ required: true }]}>
        <Radio.Group options={REFUSALS.map((value) => ({ value, label: t(`refusal.${value}`) }))} />
      </Form.Item>
    </FormDrawer>
  );
}
