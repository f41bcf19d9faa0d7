import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Dropdown, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  getApplicationOptions,
  withdrawApplicationMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { DossierBody, Stage, WithdrawReason } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { ButtonLink } from '@/shared/ButtonLink';
import { DeadlineClock } from '@/shared/DeadlineClock';
import { DetailPage } from '@/shared/DetailPage';
import { FormDrawer } from '@/shared/FormDrawer';
import { formatExact } from '@/shared/money';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { toast } from '@/shared/toast';
import { usePathParam } from '@/shared/usePathParam';
import { CollateralTab } from './CollateralTab';
import { CouponCard } from './CouponCard';
import { ApprovalFacts, WishFacts } from './DossierFacts';
import { DocumentList } from './DocumentList';
import { MissedList } from './MissedList';
import { Precedents } from './Precedents';
import { Progress } from './Progress';
import { StageTag } from './StageTag';
import { isOpen, useProductName, useWord } from './words';
import './origination.css';

/** The applicant's page of one application: follows what happens without a reload. */
export default function OwnPage() {
  const applicationId = usePathParam('applicationId');
  const path = { application_id: applicationId };
  const dossier = useQuery(getApplicationOptions({ path }));
  return <QueryGate query={dossier}>{(data) => <Own dossier={data} />}</QueryGate>;
}

function Own({ dossier }: { dossier: DossierBody }) {
  const { t } = useTranslation(['origination', 'collateral']);
  const productName = useProductName();
  const { application, approval } = dossier;
  const deadline = isOpen(application) && application.deadline_at;
  return (
    <DetailPage
      title={productName(application.product)}
      tags={
        <>
          <StageTag application={application} />
          {deadline && <DeadlineClock dueAt={deadline} />}
        </>
      }
      amount={<MoneyText value={approval?.amount ?? application.amount} />}
      nextAction={<NextAction dossier={dossier} />}
      tabs={[
        {
          key: 'facts',
          label: t('tab.facts'),
          content: (
            <>
              <Situation dossier={dossier} />
              {application.stage === 'rejected' && (
                <MissedList missed={application.screening?.missed ?? []} />
              )}
              {approval && <ApprovalFacts approval={approval} />}
              <Precedents dossier={dossier} />
              <CouponCard application={application} />
              <WishFacts application={application} />
            </>
          ),
        },
        {
          key: 'documents',
          label: t('tab.documents', { count: dossier.documents.length }),
          content: <DocumentList dossier={dossier} />,
        },
        ...(dossier.wanted_collateral.length === 0
          ? []
          : [
              {
                key: 'collateral',
                label: t('collateral:tab', { count: dossier.collateral.length }),
                content: <CollateralTab dossier={dossier} />,
              },
            ]),
      ]}
      side={<Progress dossier={dossier} />}
    />
  );
}

const ALARM: Partial<Record<Stage, 'error' | 'warning'>> = {
  rejected: 'error',
  returned: 'warning',
};

/** One sentence: how it stands and what comes next. */
function Situation({ dossier }: { dossier: DossierBody }) {
  const word = useWord();
  const message = useSituation(dossier);
  const { stage } = dossier.application;
  const last = dossier.steps.at(-1);
  const reason = [last?.reason_code && word('reason', last.reason_code), last?.note]
    .filter(Boolean)
    .join(' · ');
  return (
    <Alert
      className="error-note"
      type={ALARM[stage] ?? 'info'}
      showIcon
      message={message}
      description={(stage === 'rejected' || stage === 'returned') && reason}
    />
  );
}

function useSituation({ application: { stage, hold }, approval }: DossierBody): string {
  const { t, i18n } = useTranslation('origination');
  const deposit = approval?.structure.lease?.deposit;
  if (hold?.reason === 'deposit' && deposit)
    return t('situation.held_deposit', { amount: formatExact(deposit, i18n.language) });
  return t(hold ? 'situation.held' : `situation.${stage}`);
}

function NextAction({ dossier }: { dossier: DossierBody }) {
  const { t } = useTranslation('origination');
  const [withdrawing, setWithdrawing] = useState(false);
  const { application, open_moves } = dossier;
  return (
    <div className="next-action">
      <Forward dossier={dossier} />
      {open_moves.includes('withdraw') && (
        <Dropdown
          menu={{
            items: [{ key: 'withdraw', label: t('withdraw.title'), danger: true }],
            onClick: () => setWithdrawing(true),
          }}
        >
          <Button aria-label={t('more')}>···</Button>
        </Dropdown>
      )}
      <WithdrawDrawer
        applicationId={application.id}
        open={withdrawing}
        onClose={() => setWithdrawing(false)}
      />
    </div>
  );
}

function Forward({ dossier: { application, open_moves } }: { dossier: DossierBody }) {
  const { t } = useTranslation('origination');
  const { id, stage, contract_id, hold } = application;
  if (open_moves.includes('submit'))
    return (
      <ButtonLink primary to={`/enterprise/applications/${id}/edit`}>
        {t(stage === 'returned' ? 'next.complete' : 'next.continue')}
      </ButtonLink>
    );
  if (hold?.reason === 'deposit')
    return (
      <ButtonLink primary to="/enterprise/funds">
        {t('next.deposit')}
      </ButtonLink>
    );
  if (stage === 'contract' && contract_id)
    return (
      <ButtonLink primary to={`/enterprise/contracts/${contract_id}`}>
        {t('next.sign')}
      </ButtonLink>
    );
  if ((stage === 'active' || stage === 'closed') && contract_id)
    return (
      <ButtonLink primary={stage === 'active'} to={`/enterprise/loans/${contract_id}`}>
        {t('next.loan')}
      </ButtonLink>
    );
  return null;
}

const REASONS: readonly WithdrawReason[] = [
  'not_needed',
  'better_offer',
  'too_slow',
  'terms',
  'other',
];

interface WithdrawDrawerProps {
  applicationId: string;
  open: boolean;
  onClose: () => void;
}

function WithdrawDrawer({ applicationId, open, onClose }: WithdrawDrawerProps) {
  const { t } = useTranslation('origination');
  const word = useWord();
  const withdraw = useAction(withdrawApplicationMutation(), {
    onDone: () => {
      onClose();
      toast(t('withdraw.done'));
    },
  });
  return (
    <FormDrawer<{ reason: WithdrawReason; note?: string }>
      title={t('withdraw.title')}
      open={open}
      onClose={onClose}
      onSubmit={({ reason, note }) =>
        withdraw.mutate({
          path: { application_id: applicationId },
          body: { reason, note: note?.trim() === '' ? null : note },
        })
      }
      busy={withdraw.isPending}
      error={withdraw.error}
      submitLabel={t('withdraw.confirm')}
    >
      <p>{t('withdraw.what')}</p>
      <Form.Item
        name="reason"
        label={t('withdraw.reason')}
        rules={[{ required: true, message: t('withdraw.reason_needed') }]}
      >
        <Select options={REASONS.map((value) => ({ value, label: word('reason', value) }))} />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </FormDrawer>
  );
}
