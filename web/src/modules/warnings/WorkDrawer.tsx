import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  closeWarningMutation,
  doWarningStepMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { WarningBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

interface WorkDrawerProps {
  warning: WarningBody;
  onClose: () => void;
}

/** The step whose turn it is, or the closing when none is left. */
export function WorkDrawer({ warning, onClose }: WorkDrawerProps) {
  const { t } = useTranslation('warnings');
  const { id, next_step: step } = warning;
  const done = (): void => {
    onClose();
    toast(t('saved'));
  };
  const doStep = useAction(doWarningStepMutation(), { onDone: done });
  const close = useAction(closeWarningMutation(), { onDone: done });
  const send = ({ note }: { note: string }): void => {
    const path = { case_id: id };
    if (step) doStep.mutate({ path, body: { step, note } });
    else close.mutate({ path, body: { reason: note } });
  };
  const action = step ? doStep : close;
  return (
    <FormDrawer<{ note: string }>
      title={step ? t(`do.${step}`) : t('close')}
      open
      onClose={onClose}
      onSubmit={send}
      busy={action.isPending}
      error={action.error}
      submitLabel={step ? t(`do.${step}`) : t('close')}
    >
      <p>{t(step ? `ask.${step}` : 'ask.close')}</p>
      <Form.Item
        name="note"
        label={t('note')}
        rules={[{ required: true, whitespace: true, min: 5, message: t('note_missing') }]}
      >
        <Input.TextArea rows={5} maxLength={1000} autoFocus />
      </Form.Item>
    </FormDrawer>
  );
}
