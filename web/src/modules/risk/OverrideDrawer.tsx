import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { overrideDecisionMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { CaseDecisionBody, Outcome } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { OUTCOMES } from './outcomes';

interface Wish {
  outcome: Outcome;
  reason: string;
}

interface OverrideDrawerProps {
  decision: CaseDecisionBody;
  onClose: () => void;
}

export function OverrideDrawer({ decision, onClose }: OverrideDrawerProps) {
  const { t } = useTranslation('risk');
  const override = useAction(overrideDecisionMutation(), {
    onDone: () => {
      onClose();
      toast(t('decision.overridden'));
    },
  });
  return (
    <FormDrawer<Wish>
      title={t('decision.do_override')}
      open
      onClose={onClose}
      onSubmit={(body) => override.mutate({ path: { decision_id: decision.id }, body })}
      busy={override.isPending}
      error={override.error}
    >
      <Form.Item name="outcome" label={t('decision.outcome')} rules={[{ required: true }]}>
        <Select
          options={OUTCOMES.filter((value) => value !== decision.outcome).map((value) => ({
            value,
            label: t(`outcome.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('decision.reason')}
        extra={t('decision.reason_hint')}
        rules={[
          { required: true, whitespace: true, min: 5, message: t('decision.reason_missing') },
        ]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}
