import { DatePicker, Form, Input } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { grantCouponMutation } from '@/api/generated/@tanstack/react-query.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { moneyFromText } from '@/shared/money';
import { toast } from '@/shared/toast';

interface GrantForm {
  company_code: string;
  amount: string;
  valid_until: Dayjs;
  reason: string;
}

export function GrantDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('coupons');
  const grant = useAction(grantCouponMutation(), {
    onDone: () => {
      toast(t('granted'));
      onClose();
    },
  });
  return (
    <FormDrawer<GrantForm>
      title={t('grant')}
      open
      onClose={onClose}
      onSubmit={({ amount, valid_until, ...wish }) =>
        grant.mutate({
          body: {
            ...wish,
            amount: moneyFromText(amount) ?? { amount, currency: 'CNY' },
            valid_until: valid_until.format('YYYY-MM-DD'),
          },
        })
      }
      busy={grant.isPending}
      error={grant.error}
      initialValues={{ valid_until: dayjs().add(90, 'day') }}
    >
      <Form.Item
        name="company_code"
        label={t('company_code')}
        rules={[{ required: true, whitespace: true }]}
      >
        <Input maxLength={18} />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('amount')}
        rules={[{ required: true }, { pattern: /^\d{1,9}(\.\d{1,2})?$/, message: t('bad_amount') }]}
      >
        <Input inputMode="decimal" />
      </Form.Item>
      <Form.Item name="valid_until" label={t('valid_until')} rules={[{ required: true }]}>
        <DatePicker />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('reason')}
        extra={t('reason_hint')}
        rules={[{ required: true, whitespace: true, min: 2 }]}
      >
        <Input maxLength={100} />
      </Form.Item>
    </FormDrawer>
  );
}
