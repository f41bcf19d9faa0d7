import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { moneyFromText } from '@/shared/money';

interface AmountFieldProps {
  name: string;
  label: string;
  optional?: boolean;
}

/** An amount in yuan as a person types it. */
export function AmountField({ name, label, optional = false }: AmountFieldProps) {
  const { t } = useTranslation('guarantees');
  const check = (_: unknown, text?: string) => {
    const isFine = text ? moneyFromText(text) !== undefined : optional;
    return isFine ? Promise.resolve() : Promise.reject(new Error(t('money_form')));
  };
  return (
    <Form.Item name={name} label={label} required={!optional} rules={[{ validator: check }]}>
      <Input inputMode="decimal" suffix="元" />
    </Form.Item>
  );
}
