import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OfferedCodeBody } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';

interface CodeFormProps {
  busy: boolean;
  onSend: (code: string) => void;
}

export interface CodeOffer {
  ask: () => void;
  isPending: boolean;
  data: OfferedCodeBody | undefined;
  error: unknown;
}

/** A code is sent to the person's own phone, for this document or list only. */
export function SentCodeForm({ offer, ...form }: CodeFormProps & { offer: CodeOffer }) {
  const { t } = useTranslation('contracts');
  return (
    <>
      <ErrorNote error={offer.error} />
      <p className="code-line">
        <Button loading={offer.isPending} onClick={offer.ask}>
          {t(offer.data ? 'sign.send_again' : 'sign.send_code')}
        </Button>
        {offer.data && <span role="status">{t('sign.sent_to', { to: offer.data.to })}</span>}
      </p>
      <CodeForm label={t('sign.code')} {...form} />
    </>
  );
}

export function TotpForm(form: CodeFormProps) {
  const { t } = useTranslation('contracts');
  return <CodeForm label={t('sign.app_code')} {...form} />;
}

function CodeForm({ label, busy, onSend }: CodeFormProps & { label: string }) {
  const { t } = useTranslation('contracts');
  return (
    <Form<{ code: string }>
      layout="vertical"
      requiredMark={false}
      disabled={busy}
      onFinish={({ code }) => onSend(code)}
    >
      <Form.Item
        name="code"
        label={label}
        rules={[{ required: true, message: t('sign.code_missing') }]}
      >
        <Input autoComplete="one-time-code" inputMode="numeric" maxLength={20} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('sign.confirm')}
      </Button>
    </Form>
  );
}
