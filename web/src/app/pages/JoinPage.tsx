import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Result } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { openInvitationMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { JoinedBody, OpenedInvitationBody } from '@/api/generated/types.gen';
import { sessionOptions } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { JoinForm } from './JoinForm';
import { JoinAgainForm } from './JoinAgainForm';
import { isLogin } from './loginRules';

export interface Shown {
  login: string;
  code: string;
}

/** For whoever was sent the code of an invitation: who invites them, and then the way in. */
export default function JoinPage() {
  const [shown, setShown] = useState<Shown>();
  const [joined, setJoined] = useState<JoinedBody>();
  const arrive = useArrive();
  const open = useAction(openInvitationMutation(), {
    onDone: (_, { body }) => setShown(body),
  });
  const done = (answer: JoinedBody): void => {
    if (answer.is_signed_in) arrive();
    else setJoined(answer);
  };
  return (
    <div className="narrow">
      <div className="card">
        {joined ? (
          <Waiting />
        ) : shown && open.data ? (
          <Invited
            shown={shown}
            opened={open.data}
            onJoined={done}
            onBack={() => setShown(undefined)}
          />
        ) : (
          <CodeForm
            busy={open.isPending}
            error={open.error}
            onShow={(body) => open.mutate({ body })}
          />
        )}
      </div>
    </div>
  );
}

interface CodeFormProps {
  busy: boolean;
  error: unknown;
  onShow: (shown: Shown) => void;
}

function CodeForm({ busy, error, onShow }: CodeFormProps) {
  const { t } = useTranslation('account');
  return (
    <>
      <h1>{t('join.title')}</h1>
      <p className="muted">{t('join.lead')}</p>
      <Form<Shown>
        layout="vertical"
        size="large"
        requiredMark={false}
        disabled={busy}
        onFinish={onShow}
      >
        <Form.Item
          name="login"
          label={t('login.label')}
          validateTrigger="onBlur"
          rules={[
            {
              validator: (_, value: string | undefined) =>
                isLogin(value) ? Promise.resolve() : Promise.reject(new Error(t('login.wrong'))),
            },
          ]}
        >
          <Input autoComplete="username" inputMode="email" autoFocus />
        </Form.Item>
        <Form.Item
          name="code"
          label={t('join.code')}
          rules={[{ required: true, whitespace: true, message: t('join.code_missing') }]}
        >
          <Input autoComplete="one-time-code" inputMode="numeric" maxLength={20} />
        </Form.Item>
        <ErrorNote error={error} />
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('join.open')}
        </Button>
      </Form>
    </>
  );
}

interface InvitedProps {
  shown: Shown;
  opened: OpenedInvitationBody;
  onJoined: (joined: JoinedBody) => void;
  onBack: () => void;
}

function Invited({ shown, opened, onJoined, onBack }: InvitedProps) {
  const { t } = useTranslation(['account', 'identity']);
  const roles = opened.roles.map((role) => t(`identity:role.${role}`)).join('、');
  return (
    <>
      <h1>{t('join.to', { organisation: opened.organisation_name })}</h1>
      <p className="muted">{roles ? t('join.as', { roles }) : t('join.roles_later')}</p>
      {opened.standing === 'new' && <JoinForm shown={shown} onJoined={onJoined} />}
      {opened.standing === 'free' && <JoinAgainForm shown={shown} onJoined={onJoined} />}
      {opened.standing === 'belongs' && <p role="alert">{t('join.belongs')}</p>}
      <Button type="link" block onClick={onBack}>
        {t('join.back')}
      </Button>
    </>
  );
}

function Waiting() {
  const { t } = useTranslation('account');
  return <Result status="success" title={t('join.joined')} subTitle={t('join.wait')} />;
}

/** The answer has set the cookie: the session that belongs to it is asked for anew. */
function useArrive(): () => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return () => {
    void queries.fetchQuery({ ...sessionOptions, staleTime: 0 }).then((session) => {
      void navigate({ to: session ? `/${session.portal}` : '/sign-in', replace: true });
    });
  };
}
