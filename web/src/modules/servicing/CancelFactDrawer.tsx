import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { askChangeMutation, previewChangeOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { LoanBody, LoanFactBody } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { BeforeAfter } from './BeforeAfter';

interface CancelFactDrawerProps {
  loan: LoanBody;
  fact: LoanFactBody;
  onClose: () => void;
}

/** Money that was recorded is taken back, as if it had never come; a second person agrees. */
export function CancelFactDrawer({ loan, fact, onClose }: CancelFactDrawerProps) {
  const { t } = useTranslation('servicing');
  const wish = { kind: fact.kind, counts_on: fact.counts_on, cancels: fact.id };
  const preview = useQuery({
    ...previewChangeOptions({ path: { loan_id: loan.id }, query: wish }),
    retry: false,
  });
  const ask = useAction(askChangeMutation(), {
    onDone: () => {
      onClose();
      toast(t('change.asked'));
    },
  });
  return (
    <FormDrawer<{ reason: string }>
      title={t('fact.cancel')}
      open
      onClose={onClose}
      onSubmit={({ reason }) =>
        ask.mutate({ path: { loan_id: loan.id }, body: { ...wish, reason } })
      }
      busy={ask.isPending}
      error={ask.error}
      submitLabel={t('change.ask')}
    >
      <ErrorNote error={preview.error} />
      {preview.data && <BeforeAfter before={preview.data.before} after={preview.data.after} />}
      <Form.Item
        name="reason"
        label={t('change.reason')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('change.reason_missing') }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}
