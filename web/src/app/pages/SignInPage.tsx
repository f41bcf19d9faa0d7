import { KeyOutlined } from '@ant-design/icons';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  signInMutation,
  signInWithPasskeyMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import { offerChallenge } from '@/api/generated/sdk.gen';
import type { SignInBodyWritable } from '@/api/generated/types.gen';
import { answerWithPasskey, canUsePasskeys, isPasskeyCancelled } from '@/api/passkey';
import { ApiError, isProblem } from '@/api/problems';
import { useKeepSession, type Session } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { changeLanguage } from '../i18n';
import { afterSignIn } from './afterSignIn';
import { CodeStep } from './CodeStep';
import { InstitutionSignIn } from './InstitutionSignIn';

export default function SignInPage() {
  const { t } = useTranslation('account');
  const [asked, setAsked] = useState<SignInBodyWritable>();
  const arrive = useArrive();
  const signIn = useAction(signInMutation(), { onDone: arrive });
  const passkey = usePasskeySignIn(arrive);
  const send = (body: SignInBodyWritable): void => {
    signIn.mutate(
      { body },
      { onError: (error) => isProblem(error, 'identity.second_factor_needed') && setAsked(body) },
    );
  };
  if (asked !== undefined) {
    return (
      <CodeStep
        methods={methodsOf(signIn.error)}
        busy={signIn.isPending}
        error={isProblem(signIn.error, 'identity.second_factor_needed') ? null : signIn.error}
        onCode={(code) => signIn.mutate({ body: { ...asked, code } })}
        onPasskey={passkey.start}
        onBack={() => setAsked(undefined)}
      />
    );
  }
  return (
    <div className="narrow">
      <div className="card">
        <h1>{t('sign_in.title')}</h1>
        <Form<SignInBodyWritable>
          layout="vertical"
          size="large"
          requiredMark={false}
          disabled={signIn.isPending}
          onFinish={send}
        >
          <Form.Item
            name="login"
            label={t('login.label')}
            rules={[{ required: true, message: t('login.missing') }]}
          >
            <Input autoComplete="username webauthn" inputMode="email" autoFocus />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('password.label')}
            rules={[{ required: true, message: t('password.missing') }]}
          >
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <ErrorNote error={signIn.error ?? passkey.error} />
          <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
            {t('sign_in.submit')}
          </Button>
        </Form>
        {canUsePasskeys() && (
          <Button
            block
            size="large"
            className="other-way"
            icon={<KeyOutlined />}
            loading={passkey.isPending}
            onClick={passkey.start}
          >
            {t('sign_in.passkey')}
          </Button>
        )}
        <InstitutionSignIn />
        <p className="muted">
          {t('sign_in.no_account')} <Link to="/sign-up">{t('sign_in.to_sign_up')}</Link>
          <br />
          {t('sign_in.invited')} <Link to="/join">{t('sign_in.to_join')}</Link>
        </p>
      </div>
    </div>
  );
}

/** What the account has beside its password: the refusal says it. */
function methodsOf(error: unknown): readonly string[] {
  const said = error instanceof ApiError ? error.params.methods : undefined;
  return typeof said === 'string' ? said.split(',') : ['totp'];
}

function useArrive(): (session: Session) => void {
  const keep = useKeepSession();
  const navigate = useNavigate();
  const next = useLocation({ select: ({ search }) => (search as { next?: string }).next });
  return (session) => {
    keep(session);
    void changeLanguage(session.locale);
    void navigate({ href: afterSignIn(session, next), replace: true });
  };
}

function usePasskeySignIn(arrive: (session: Session) => void) {
  const [error, setError] = useState<unknown>();
  const signIn = useAction(signInWithPasskeyMutation(), { onDone: arrive });
  const start = async (): Promise<void> => {
    setError(undefined);
    try {
      const { data } = await offerChallenge({ throwOnError: true });
      signIn.mutate({ body: await answerWithPasskey(data.options) });
    } catch (problem) {
      if (!isPasskeyCancelled(problem)) setError(problem);
    }
  };
  return {
    start: () => void start(),
    isPending: signIn.isPending,
    error: error ?? signIn.error,
  };
}
