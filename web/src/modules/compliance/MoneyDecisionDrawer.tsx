import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  dismissAlertMutation,
  orderFreezeMutation,
  reportAlertMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { AlertBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

export type MoneyDecision = 'dismiss' | 'report' | 'freeze';

interface MoneyDecisionDrawerProps {
  alert: AlertBody;
  decision: MoneyDecision;
  onClose: () => void;
}

export function MoneyDecisionDrawer({ alert, decision, onClose }: MoneyDecisionDrawerProps) {
  const { t } = useTranslation('compliance');
  const done = (): void => {
    onClose();
    toast(t(`alert.${decision}_done`));
  };
  const dismiss = useAction(dismissAlertMutation(), { onDone: done });
  const report = useAction(reportAlertMutation(), { onDone: done });
  const freeze = useAction(orderFreezeMutation(), { onDone: done });
  const action = { dismiss, report, freeze }[decision];
  return (
    <FormDrawer<{ reason: string }>
      title={t(`alert.${decision}`)}
      open
      onClose={onClose}
      onSubmit={(body) => action.mutate({ path: { alert_id: alert.id }, body })}
      busy={action.isPending}
      error={action.error}
      submitLabel={t(`alert.${decision}`)}
    >
      <p>{t(`alert.${decision}_effect`)}</p>
      <Form.Item
        name="reason"
        label={t('propose.reason')}
        rules={[{ required: true, whitespace: true, min: 5, message: t('propose.reason_missing') }]}
      >
        <Input.TextArea rows={4} maxLength={1000} autoFocus />
      </Form.Item>
    </FormDrawer>
  );
}
