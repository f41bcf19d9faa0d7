import { Button, Form, Input, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  askActivationMutation,
  askContributionMutation,
  askEndMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { AgreementFileBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { FormDrawer } from '@/shared/FormDrawer';
import { moneyFromText } from '@/shared/money';
import { toast } from '@/shared/toast';
import { AmountField } from './AmountField';

type Change = 'activate' | 'contribute' | 'end';

interface ChangeForm {
  amount?: string;
  reason: string;
}

/** What may be asked for now: one wish at a time, each for a second person to agree to. */
export function AgreementActions({ file: { agreement, pending } }: { file: AgreementFileBody }) {
  const { t } = useTranslation('guarantees');
  const mayPropose = useMay('guarantees:propose');
  const [change, setChange] = useState<Change>();
  if (!mayPropose || pending !== null) return null;
  const isActive = agreement.state === 'active';
  return (
    <Space wrap>
      {!isActive && <Button onClick={() => setChange('activate')}>{t('activate')}</Button>}
      {isActive && !agreement.is_over && (
        <Button onClick={() => setChange('end')}>{t('end')}</Button>
      )}
      {isActive && (
        <Button type="primary" onClick={() => setChange('contribute')}>
          {t('contribute')}
        </Button>
      )}
      {change && (
        <ChangeDrawer
          agreementId={agreement.id}
          change={change}
          onClose={() => setChange(undefined)}
        />
      )}
    </Space>
  );
}

interface ChangeDrawerProps {
  agreementId: string;
  change: Change;
  onClose: () => void;
}

function ChangeDrawer({ agreementId, change, onClose }: ChangeDrawerProps) {
  const { t } = useTranslation('guarantees');
  const done = {
    onDone: () => {
      onClose();
      toast(t('asked'));
    },
  };
  const activate = useAction(askActivationMutation(), done);
  const contribute = useAction(askContributionMutation(), done);
  const end = useAction(askEndMutation(), done);
  const path = { agreement_id: agreementId };
  const asking = { activate, contribute, end }[change];
  const ask = ({ amount = '', reason }: ChangeForm) => {
    if (change === 'activate') activate.mutate({ path, body: { reason } });
    if (change === 'end') end.mutate({ path, body: { reason } });
    if (change === 'contribute')
      contribute.mutate({
        path,
        body: { reason, amount: moneyFromText(amount) ?? { amount, currency: 'CNY' } },
      });
  };
  return (
    <FormDrawer<ChangeForm>
      title={t(change)}
      open
      onClose={onClose}
      onSubmit={ask}
      busy={asking.isPending}
      error={asking.error}
      submitLabel={t('ask')}
    >
      {change !== 'activate' && <p className="muted">{t(`${change}_hint`)}</p>}
      {change === 'contribute' && <AmountField name="amount" label={t('amount_yuan')} />}
      <Form.Item
        name="reason"
        label={t('reason')}
        rules={[{ required: true, min: 2, message: t('needed') }]}
        extra={t('reason_hint')}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}
