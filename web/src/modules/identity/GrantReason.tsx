import { Alert, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** Says that a second person has to agree, and asks why they should. */
export function GrantReason({ roles }: { roles: readonly string[] }) {
  const { t } = useTranslation('identity');
  if (roles.length === 0) return null;
  const names = roles.map((role) => t(`role.${role}`)).join('、');
  return (
    <>
      <Alert
        type="info"
        showIcon
        className="account-notice"
        message={t('grants.hint', { names })}
      />
      <Form.Item
        name="reason"
        label={t('grants.reason')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('grants.reason_missing') }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </>
  );
}
