import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  approvePolicyChangeMutation,
  rejectPolicyChangeMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { PolicyBody, PolicyChangeBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { PolicyValue } from './PolicyValue';

interface PendingChangeProps {
  change: PolicyChangeBody;
  policy: PolicyBody;
}

/** The change that waits: from what to what, by whom, why; and the second person's decision. */
export function PendingChange({ change, policy }: PendingChangeProps) {
  const { t } = useTranslation('compliance');
  const { user_id: me } = useSession();
  const mayApprove = useMay('compliance:approve_policy_change');
  const [step, setStep] = useState<'approve' | 'reject'>();
  const isOwn = change.asked_by === me;
  return (
    <section className="pending-change" aria-label={t('pending.title')}>
      <h3>{t('pending.title')}</h3>
      <p className="pending-values">
        <PolicyValue value={policy.current?.value} unit={policy.unit} />
        <span aria-label={t('pending.becomes')}> → </span>
        <strong>
          <PolicyValue value={change.value} unit={policy.unit} />
        </strong>{' '}
        <span className="muted">
          {t('value.from')} <DateText value={change.valid_from} />
        </span>
      </p>
      <p>{change.reason}</p>
      <p className="muted small">
        {t('pending.by', { name: change.asked_by_name ?? t('pending.somebody') })} ·{' '}
        <DateText value={change.asked_at} />
      </p>
      {isOwn && <p className="muted">{t('pending.own')}</p>}
      <div className="row-actions">
        {mayApprove && !isOwn && (
          <Button type="primary" onClick={() => setStep('approve')}>
            {t('approve')}
          </Button>
        )}
        {(mayApprove || isOwn) && (
          <Button danger onClick={() => setStep('reject')}>
            {t(isOwn ? 'take_back' : 'reject')}
          </Button>
        )}
      </div>
      {step === 'approve' && (
        <ApproveDialog change={change} policy={policy} onClose={() => setStep(undefined)} />
      )}
      {step === 'reject' && (
        <RejectDrawer change={change} isOwn={isOwn} onClose={() => setStep(undefined)} />
      )}
    </section>
  );
}

function ApproveDialog({ change, policy, onClose }: PendingChangeProps & { onClose: () => void }) {
  const { t } = useTranslation('compliance');
  const approve = useAction(approvePolicyChangeMutation(), {
    onDone: () => {
      onClose();
      toast(t('approved'));
    },
  });
  return (
    <Modal
      open
      title={t('approve.title', { name: t(`policy.${policy.key}`) })}
      okText={t('approve')}
      cancelText={t('common:cancel')}
      confirmLoading={approve.isPending}
      onOk={() => approve.mutate({ path: { change_id: change.id } })}
      onCancel={onClose}
    >
      <p>
        {t('approve.effect', { day: change.valid_from })}{' '}
        <strong>
          <PolicyValue value={change.value} unit={policy.unit} />
        </strong>
      </p>
      <p className="muted">{t('approve.undo')}</p>
      <ErrorNote error={approve.error} />
    </Modal>
  );
}

interface RejectDrawerProps {
  change: PolicyChangeBody;
  isOwn: boolean;
  onClose: () => void;
}

function RejectDrawer({ change, isOwn, onClose }: RejectDrawerProps) {
  const { t } = useTranslation('compliance');
  const reject = useAction(rejectPolicyChangeMutation(), {
    onDone: () => {
      onClose();
      toast(t('rejected'));
    },
  });
  return (
    <FormDrawer<{ reason: string }>
      title={t(isOwn ? 'take_back' : 'reject')}
      open
      onClose={onClose}
      onSubmit={(body) => reject.mutate({ path: { change_id: change.id }, body })}
      busy={reject.isPending}
      error={reject.error}
      submitLabel={t(isOwn ? 'take_back' : 'reject')}
    >
      <Form.Item
        name="reason"
        label={t('reject.reason')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('reason.missing') }]}
      >
        <Input.TextArea rows={3} maxLength={500} autoFocus />
      </Form.Item>
    </FormDrawer>
  );
}
