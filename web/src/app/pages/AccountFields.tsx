import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

const SHORTEST_PASSWORD = 10;

/** The name of whoever gets an account, and the password that they choose. */
export function OwnNameField({ autoFocus = false }: { autoFocus?: boolean }) {
  const { t } = useTranslation('account');
  return (
    <Form.Item
      name="display_name"
      label={t('name.label')}
      rules={[{ required: true, whitespace: true, message: t('name.missing') }]}
    >
      <Input autoComplete="name" maxLength={50} autoFocus={autoFocus} />
    </Form.Item>
  );
}

export function OwnPasswordField() {
  const { t } = useTranslation('account');
  const short = t('password.short', { count: SHORTEST_PASSWORD });
  return (
    <Form.Item
      name="password"
      label={t('password.label')}
      extra={t('password.hint', { count: SHORTEST_PASSWORD })}
      validateTrigger="onBlur"
      rules={[{ required: true, min: SHORTEST_PASSWORD, message: short }]}
    >
      <Input.Password autoComplete="new-password" />
    </Form.Item>
  );
}
