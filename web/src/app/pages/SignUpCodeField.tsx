import { Button, Form, Input, Space } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { offerSignUpCodeMutation } from '@/api/generated/@tanstack/react-query.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { useLocale } from '@/shared/useLocale';

/** The code that shows that the phone or mailbox is the newcomer's own. */
export function SignUpCodeField() {
  const { t } = useTranslation('account');
  const locale = useLocale();
  const form = Form.useFormInstance<{ login: string }>();
  const [waitSeconds, setWaitSeconds] = useCountdown();
  const [sentTo, setSentTo] = useState<string>();
  const offer = useAction(offerSignUpCodeMutation(), {
    onDone: (offered, { body }) => {
      setSentTo(body.login);
      setWaitSeconds(offered.again_in_seconds);
    },
  });
  const ask = (): void => {
    form.validateFields(['login']).then(
      ({ login }: { login: string }) => offer.mutate({ body: { login, locale } }),
      () => undefined, // the field says what is missing
    );
  };
  const typed = Form.useWatch('login', form);
  const isSent = sentTo !== undefined && sentTo === typed;
  return (
    <>
      <Form.Item
        label={t('sign_up.code')}
        htmlFor="code"
        extra={isSent && <span role="status">{t('sign_up.code_sent', { to: sentTo })}</span>}
      >
        <Space.Compact block>
          <Form.Item name="code" noStyle rules={[{ required: true, message: t('code.missing') }]}>
            <Input autoComplete="one-time-code" inputMode="numeric" maxLength={20} />
          </Form.Item>
          <Button onClick={ask} loading={offer.isPending} disabled={isSent && waitSeconds > 0}>
            {isSent && waitSeconds > 0
              ? t('sign_up.code_again_in', { seconds: waitSeconds })
              : t('sign_up.get_code')}
          </Button>
        </Space.Compact>
      </Form.Item>
      <ErrorNote error={offer.error} />
    </>
  );
}

function useCountdown(): [number, (seconds: number) => void] {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (left <= 0) return undefined;
    const tick = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(tick);
  }, [left]);
  return [left, setLeft];
}
