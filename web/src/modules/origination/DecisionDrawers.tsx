import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  passReviewMutation,
  rejectApplicationMutation,
  returnApplicationMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { DossierBody, RejectReason, ReturnReason } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { useWord } from './words';

interface DrawerProps {
  dossier: DossierBody;
  open: boolean;
  onClose: () => void;
}

const RETURN_REASONS: readonly ReturnReason[] = ['documents', 'figures', 'amount', 'explanation'];
const REJECT_REASONS: readonly RejectReason[] = [
  'credit',
  'repayment_ability',
  'purpose',
  'material',
  'industry',
  'exposure',
  'suspicion',
  'conditions',
  'other',
];

function pathOf({ application }: DossierBody): { application_id: string } {
  return { application_id: application.id };
}

export function ReviewDrawer({ dossier, open, onClose }: DrawerProps) {
  const { t } = useTranslation('origination');
  const pass = useAction(passReviewMutation(), { onDone: done(onClose, t('done.pass_review')) });
  return (
    <FormDrawer<{ findings: string }>
      title={t('move.pass_review')}
      open={open}
      onClose={onClose}
      onSubmit={(body) => pass.mutate({ path: pathOf(dossier), body })}
      busy={pass.isPending}
      error={pass.error}
      submitLabel={t('move.pass_review')}
    >
      <p className="muted">{t('review.what')}</p>
      <Form.Item
        name="findings"
        label={t('review.findings')}
        rules={[{ required: true, whitespace: true, message: t('review.findings_needed') }]}
      >
        <Input.TextArea rows={8} maxLength={2000} showCount />
      </Form.Item>
    </FormDrawer>
  );
}

export function ReturnDrawer({ dossier, open, onClose }: DrawerProps) {
  const { t } = useTranslation('origination');
  const word = useWord();
  const give = useAction(returnApplicationMutation(), { onDone: done(onClose, t('done.return')) });
  return (
    <FormDrawer<{ reason: ReturnReason; note: string }>
      title={t('move.return')}
      open={open}
      onClose={onClose}
      onSubmit={(body) => give.mutate({ path: pathOf(dossier), body })}
      busy={give.isPending}
      error={give.error}
      submitLabel={t('move.return')}
    >
      <p className="muted">{t('return.what')}</p>
      <Form.Item
        name="reason"
        label={t('reason')}
        rules={[{ required: true, message: t('reason.needed') }]}
      >
        <Select
          options={RETURN_REASONS.map((value) => ({ value, label: word('reason', value) }))}
        />
      </Form.Item>
      <Form.Item
        name="note"
        label={t('return.note')}
        rules={[{ required: true, whitespace: true, message: t('return.note_needed') }]}
      >
        <Input.TextArea rows={5} maxLength={2000} showCount />
      </Form.Item>
    </FormDrawer>
  );
}

export function RejectDrawer({ dossier, open, onClose }: DrawerProps) {
  const { t } = useTranslation('origination');
  const word = useWord();
  const reject = useAction(rejectApplicationMutation(), {
    onDone: done(onClose, t('done.reject')),
  });
  return (
    <FormDrawer<{ reason: RejectReason; note?: string }>
      title={t('move.reject')}
      open={open}
      onClose={onClose}
      onSubmit={({ reason, note }) =>
        reject.mutate({ path: pathOf(dossier), body: { reason, note: note?.trim() || null } })
      }
      busy={reject.isPending}
      error={reject.error}
      submitLabel={t('reject.confirm')}
    >
      <p className="muted">{t('reject.what', { name: dossier.application.enterprise.name })}</p>
      <Form.Item
        name="reason"
        label={t('reason')}
        rules={[{ required: true, message: t('reason.needed') }]}
      >
        <Select
          options={REJECT_REASONS.map((value) => ({ value, label: word('reason', value) }))}
        />
      </Form.Item>
      <Form.Item name="note" label={t('reject.note')}>
        <Input.TextArea rows={4} maxLength={2000} showCount />
      </Form.Item>
    </FormDrawer>
  );
}

function done(onClose: () => void, words: string): () => void {
  return () => {
    onClose();
    toast(words);
  };
}
