import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { revokeKeyMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { ApiKeyBody, ServiceAccountBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { StatusTag } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';

const SHOWN = 5;

interface KeyListProps {
  account: ServiceAccountBody;
  mayRevoke: boolean;
}

/** The newest keys; those that have ended stay for a while, to be recognised. */
export function KeyList({ account, mayRevoke }: KeyListProps) {
  const { t } = useTranslation('identity');
  const revoke = useAction(revokeKeyMutation(), { onDone: () => toast(t('key.revoked_now')) });
  return (
    <>
      <ErrorNote error={revoke.error} />
      <ul className="devices">
        {account.keys.slice(0, SHOWN).map((key) => (
          <li key={key.id}>
            <KeyText apiKey={key} />
            {mayRevoke && key.is_alive && (
              <Popconfirm
                title={t('key.revoke_ask')}
                okText={t('key.revoke')}
                cancelText={t('common:cancel')}
                onConfirm={() =>
                  revoke.mutate({ path: { account_id: account.id, key_id: key.id } })
                }
              >
                <Button size="small" danger aria-label={t('key.revoke_which', key)}>
                  {t('key.revoke')}
                </Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function KeyText({ apiKey: key }: { apiKey: ApiKeyBody }) {
  const { t } = useTranslation('identity');
  const ended = key.revoked_at === null ? 'key.expired' : 'key.revoked';
  return (
    <div>
      <code>{key.prefix}…</code>{' '}
      <StatusTag
        tone={key.is_alive ? 'good' : 'neutral'}
        label={t(key.is_alive ? 'key.alive' : ended)}
      />
      <div className="muted small">
        {t('key.until')} <DateText value={key.revoked_at ?? key.expires_at} /> ·{' '}
        {key.used_at === null ? (
          t('key.unused')
        ) : (
          <>
            {t('key.used')} <DateText value={key.used_at} relative />
          </>
        )}
      </div>
    </div>
  );
}
