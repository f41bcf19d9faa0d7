import { useTranslation } from 'react-i18next';
import { useMaybeSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';

const KEY_CALL = `curl -H "Authorization: Bearer rqk_..." \\
     $HOST/api/v1/applications`;
const TOKEN_CALL = `curl -u "CLIENT_ID:rqk_..." \\
     -d grant_type=client_credentials \\
     $HOST/api/v1/oauth/token`;
const VERIFY = `from standardwebhooks import Webhook
event = Webhook("whsec_...").verify(body, headers)`;

/** From nothing to the first call and the first verified webhook. */
export function QuickStart() {
  const { t } = useTranslation('outreach');
  const session = useMaybeSession();
  const portal = session && session.portal !== 'operations' ? session.portal : undefined;
  return (
    <section className="card">
      <h2>{t('start.title')}</h2>
      <h3>{t('start.key')}</h3>
      <p>{t('start.key_how')}</p>
      <pre className="message-body">{KEY_CALL}</pre>
      <h3>{t('start.token')}</h3>
      <p>{t('start.token_how')}</p>
      <pre className="message-body">{TOKEN_CALL}</pre>
      <h3>{t('start.webhook')}</h3>
      <p>{t('start.webhook_how')}</p>
      <pre className="message-body">{VERIFY}</pre>
      <h3>{t('start.rules')}</h3>
      <ul>
        {(['idempotency', 'limits', 'errors', 'versions'] as const).map((rule) => (
          <li key={rule}>{t(`start.${rule}`)}</li>
        ))}
      </ul>
      {portal ? (
        <div className="endpoint-actions">
          <ButtonLink to={`/${portal}/developer/keys`} primary>
            {t('start.to_keys')}
          </ButtonLink>
          <ButtonLink to={`/${portal}/developer/webhooks`}>{t('webhooks.title')}</ButtonLink>
        </div>
      ) : (
        <ButtonLink to="/sign-in">{t('start.sign_in')}</ButtonLink>
      )}
    </section>
  );
}
