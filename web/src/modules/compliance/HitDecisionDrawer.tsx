import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { askClearingMutation, confirmHitMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { HitBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

export type HitDecision = 'confirm' | 'clear';

interface HitDecisionDrawerProps {
  hit: HitBody;
  decision: HitDecision;
  onClose: () => void;
}

/** The same one, or somebody else: with the reason that an auditor will read. */
export function HitDecisionDrawer({ hit, decision, onClose }: HitDecisionDrawerProps) {
  const { t } = useTranslation('compliance');
  const done = (): void => {
    onClose();
    toast(t(`hit.${decision}_done`));
  };
  const confirm = useAction(confirmHitMutation(), { onDone: done });
  const clear = useAction(askClearingMutation(), { onDone: done });
  const action = decision === 'confirm' ? confirm : clear;
  return (
    <FormDrawer<{ reason: string }>
      title={t(`hit.${decision}`)}
      open
      onClose={onClose}
      onSubmit={(body) => action.mutate({ path: { hit_id: hit.id }, body })}
      busy={action.isPending}
      error={action.error}
      submitLabel={t(`hit.${decision}`)}
    >
      <p>{t(`hit.${decision}_effect`)}</p>
      <Form.Item
        name="reason"
        label={t('propose.reason')}
        rules={[{ required: true, whitespace: true, min: 5, message: t('propose.reason_missing') }]}
      >
        <Input.TextArea rows={4} maxLength={500} autoFocus />
      </Form.Item>
    </FormDrawer>
  );
}
