import { KeyOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '@/shared/ErrorNote';

interface CodeStepProps {
  methods: readonly string[];
  busy: boolean;
  error: unknown;
  onCode: (code: string) => void;
  onPasskey: () => void;
  onBack: () => void;
}

/** After the right password: the code of the second factor, or a recovery code. */
export function CodeStep({ methods, busy, error, onCode, onPasskey, onBack }: CodeStepProps) {
  const { t } = useTranslation('account');
  return (
    <div className="narrow">
      <div className="card">
        <h1>{t('code.title')}</h1>
        <p className="muted">{t(methods.includes('totp') ? 'code.lead' : 'code.lead_recovery')}</p>
        <Form<{ code: string }>
          layout="vertical"
          size="large"
          requiredMark={false}
          disabled={busy}
          onFinish={({ code }) => onCode(code)}
        >
          <Form.Item
            name="code"
            label={t('code.label')}
            extra={t('code.recovery')}
            rules={[{ required: true, message: t('code.missing') }]}
          >
            <Input autoComplete="one-time-code" inputMode="text" maxLength={20} autoFocus />
          </Form.Item>
          <ErrorNote error={error} />
          <Button type="primary" htmlType="submit" block loading={busy}>
            {t('sign_in.submit')}
          </Button>
        </Form>
        {methods.includes('passkey') && (
          <Button
            block
            size="large"
            className="other-way"
            icon={<KeyOutlined />}
            onClick={onPasskey}
          >
            {t('sign_in.passkey')}
          </Button>
        )}
        <Button type="link" block onClick={onBack}>
          {t('code.back')}
        </Button>
      </div>
    </div>
  );
}
