import { DatePicker, Form, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { noteDebtMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { DebtSource } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { moneyFromText } from '@/shared/money';
import { SOURCES } from './words';

interface DebtForm {
  lender: string;
  source: DebtSource;
  amount: string;
  as_of: Dayjs;
}

interface NoteDebtDrawerProps {
  companyId: string;
  open: boolean;
  onClose: () => void;
}

export function NoteDebtDrawer({ companyId, open, onClose }: NoteDebtDrawerProps) {
  const { t } = useTranslation('related');
  const note = useAction(noteDebtMutation(), { onDone: onClose });
  return (
    <FormDrawer<DebtForm>
      title={t('debt.add')}
      open={open}
      onClose={onClose}
      onSubmit={({ amount, as_of, ...debt }) =>
        note.mutate({
          path: { enterprise_id: companyId },
          body: {
            ...debt,
            amount: moneyFromText(amount) ?? { amount, currency: 'CNY' },
            as_of: as_of.format('YYYY-MM-DD'),
          },
        })
      }
      busy={note.isPending}
      error={note.error}
      initialValues={{ source: 'credit_report', as_of: dayjs() }}
    >
      <Form.Item name="lender" label={t('debt.lender')} rules={[{ required: true, min: 2 }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="source" label={t('debt.source')} rules={[{ required: true }]}>
        <Select options={SOURCES.map((value) => ({ value, label: t(`source.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('debt.amount')}
        rules={[
          { required: true },
          { pattern: /^\d{1,12}(\.\d{1,2})?$/, message: t('bad_amount') },
        ]}
      >
        <Input inputMode="decimal" />
      </Form.Item>
      <Form.Item name="as_of" label={t('debt.as_of')} rules={[{ required: true }]}>
        <DatePicker />
      </Form.Item>
    </FormDrawer>
  );
}
