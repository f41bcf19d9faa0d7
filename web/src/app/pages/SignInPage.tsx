import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { signInMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { SignInBodyWritable } from '@/api/generated/types.gen';
import { useKeepSession, type Session } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { changeLanguage } from '../i18n';
import { afterSignIn } from './afterSignIn';

export default function SignInPage() {
  const { t } = useTranslation('account');
  const keep = useKeepSession();
  const navigate = useNavigate();
  const next = useLocation({ select: ({ search }) => (search as { next?: string }).next });
  const signIn = useAction(signInMutation(), {
    onDone: (session: Session) => {
      keep(session);
      void changeLanguage(session.locale);
      void navigate({ href: afterSignIn(session, next), replace: true });
    },
  });
  return (
    <div className="narrow">
      <div className="card">
        <h1>{t('sign_in.title')}</h1>
        <Form<SignInBodyWritable>
          layout="vertical"
          size="large"
          requiredMark={false}
          disabled={signIn.isPending}
          onFinish={(body) => signIn.mutate({ body })}
        >
          <Form.Item
            name="login"
            label={t('login.label')}
            rules={[{ required: true, message: t('login.missing') }]}
          >
            <Input autoComplete="username" inputMode="email" autoFocus />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('password.label')}
            rules={[{ required: true, message: t('password.missing') }]}
          >
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <ErrorNote error={signIn.error} />
          <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
            {t('sign_in.submit')}
          </Button>
        </Form>
        <p className="muted">
          {t('sign_in.no_account')} <Link to="/sign-up">{t('sign_in.to_sign_up')}</Link>
        </p>
      </div>
    </div>
  );
}
