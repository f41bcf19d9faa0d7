import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { Spin } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { finishFederatedSignInMutation } from '@/api/generated/@tanstack/react-query.gen';
import { useKeepSession } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { changeLanguage } from '../i18n';

interface Answered {
  code?: string;
  state?: string;
  iss?: string;
  /** What the provider says when it lets nobody in. */
  error?: string;
}

/** Back from the institution's provider: what it sent along becomes a session, once. */
export default function SignInCallbackPage() {
  const { t } = useTranslation('account');
  const keep = useKeepSession();
  const navigate = useNavigate();
  const { code, state, iss } = useLocation({ select: ({ search }) => search as Answered });
  const finish = useAction(finishFederatedSignInMutation(), {
    onDone: (session) => {
      keep(session);
      void changeLanguage(session.locale);
      void navigate({ href: `/${session.portal}`, replace: true });
    },
  });
  const sent = useRef(false);
  const send = finish.mutate;
  useEffect(() => {
    if (sent.current || !code || !state) return;
    sent.current = true;
    send({ body: { code: String(code), state: String(state), iss } });
  }, [code, state, iss, send]);
  const isAway = !code || !state || finish.error !== null;
  return (
    <div className="narrow">
      <div className="card">
        <h1>{t('institution.returning')}</h1>
        <ErrorNote error={finish.error} />
        {isAway ? (
          <p>
            {t('institution.failed')} <Link to="/sign-in">{t('institution.again')}</Link>
          </p>
        ) : (
          <Spin />
        )}
      </div>
    </div>
  );
}
