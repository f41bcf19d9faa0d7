import { Button, Form, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  giveApprovalMutation,
  rejectApprovalMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import { useSession } from '@/api/session';
import { DateText } from './DateText';
import { ErrorNote } from './ErrorNote';
import { FormDrawer } from './FormDrawer';
import { toast } from './toast';

interface Asked {
  id: string;
  asked_by: string;
  asked_by_name: string | null;
  asked_at: string;
  reason: string;
}

interface FourEyesProps {
  asked: Asked;
  mayApprove: boolean;
  /** What is asked, what approving does, and whether it can be undone. */
  title: string;
  effect: ReactNode;
  undo: string;
  approvedWords: string;
  rejectedWords: string;
}

/** Who asked, why and when; and the decision of a second person. The asker may only take it back. */
export function FourEyes(props: FourEyesProps) {
  const { t } = useTranslation('common');
  const { user_id: me } = useSession();
  const [step, setStep] = useState<'approve' | 'reject'>();
  const { asked, mayApprove } = props;
  const isOwn = asked.asked_by === me;
  return (
    <>
      <p>{asked.reason}</p>
      <p className="muted small">
        {t('four_eyes.by', { name: asked.asked_by_name ?? t('four_eyes.somebody') })} ·{' '}
        <DateText value={asked.asked_at} />
      </p>
      {isOwn && <p className="muted">{t('four_eyes.own')}</p>}
      <div className="row-actions">
        {mayApprove && !isOwn && (
          <Button type="primary" onClick={() => setStep('approve')}>
            {t('four_eyes.approve')}
          </Button>
        )}
        {(mayApprove || isOwn) && (
          <Button danger onClick={() => setStep('reject')}>
            {t(isOwn ? 'four_eyes.take_back' : 'four_eyes.reject')}
          </Button>
        )}
      </div>
      {step === 'approve' && <ApproveDialog {...props} onClose={() => setStep(undefined)} />}
      {step === 'reject' && (
        <RejectDrawer {...props} isOwn={isOwn} onClose={() => setStep(undefined)} />
      )}
    </>
  );
}

function ApproveDialog(props: FourEyesProps & { onClose: () => void }) {
  const { t } = useTranslation('common');
  const { asked, title, effect, undo, approvedWords, onClose } = props;
  const approve = useAction(giveApprovalMutation(), {
    onDone: () => {
      onClose();
      toast(approvedWords);
    },
  });
  return (
    <Modal
      open
      title={title}
      okText={t('four_eyes.approve')}
      cancelText={t('cancel')}
      confirmLoading={approve.isPending}
      onOk={() => approve.mutate({ path: { approval_id: asked.id } })}
      onCancel={onClose}
    >
      {effect}
      <p className="muted">{undo}</p>
      <ErrorNote error={approve.error} />
    </Modal>
  );
}

function RejectDrawer(props: FourEyesProps & { isOwn: boolean; onClose: () => void }) {
  const { t } = useTranslation('common');
  const { asked, isOwn, rejectedWords, onClose } = props;
  const words = t(isOwn ? 'four_eyes.take_back' : 'four_eyes.reject');
  const reject = useAction(rejectApprovalMutation(), {
    onDone: () => {
      onClose();
      toast(rejectedWords);
    },
  });
  return (
    <FormDrawer<{ reason: string }>
      title={words}
      open
      onClose={onClose}
      onSubmit={(body) => reject.mutate({ path: { approval_id: asked.id }, body })}
      busy={reject.isPending}
      error={reject.error}
      submitLabel={words}
    >
      <Form.Item
        name="reason"
        label={t('four_eyes.reason')}
        rules={[
          { required: true, whitespace: true, min: 2, message: t('four_eyes.reason_missing') },
        ]}
      >
        <Input.TextArea rows={3} maxLength={500} autoFocus />
      </Form.Item>
    </FormDrawer>
  );
}
