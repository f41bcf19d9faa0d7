import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listWebhookEndpointsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { EndpointBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { EmptyState } from '@/shared/EmptyState';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { SecretDialog } from '@/shared/SecretDialog';
import { CloseEndpointDialog } from './CloseEndpointDialog';
import { EndpointCard } from './EndpointCard';
import { EndpointDrawer } from './EndpointDrawer';
import { RenewSecretDrawer } from './RenewSecretDrawer';
import './outreach.css';

export type EndpointWish =
  { kind: 'create' } | { kind: 'change' | 'secret' | 'close'; endpoint: EndpointBody } | undefined;

/** Where events of my organisation are sent. */
export default function WebhooksPage() {
  const { t } = useTranslation('outreach');
  const mayManage = useMay('outreach:manage');
  const endpoints = useQuery(listWebhookEndpointsOptions());
  const [wish, setWish] = useState<EndpointWish>();
  const [secret, setSecret] = useState<string>();
  const close = (): void => setWish(undefined);
  return (
    <>
      <PageHead
        title={t('webhooks.title')}
        actions={
          <>
            <ButtonLink to="/developers">{t('developers.open')}</ButtonLink>
            {mayManage && (
              <Button type="primary" onClick={() => setWish({ kind: 'create' })}>
                {t('webhooks.create')}
              </Button>
            )}
          </>
        }
      />
      <p className="muted">{t('webhooks.hint')}</p>
      <QueryGate query={endpoints}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={t('webhooks.empty')} hint={t('webhooks.empty_hint')} />
          ) : (
            <div className="endpoints">
              {found.map((endpoint) => (
                <EndpointCard
                  key={endpoint.id}
                  endpoint={endpoint}
                  onWish={mayManage ? setWish : undefined}
                />
              ))}
            </div>
          )
        }
      </QueryGate>
      {wish?.kind === 'create' && <EndpointDrawer onClose={close} />}
      {wish?.kind === 'change' && <EndpointDrawer endpoint={wish.endpoint} onClose={close} />}
      {wish?.kind === 'close' && <CloseEndpointDialog endpoint={wish.endpoint} onClose={close} />}
      {wish?.kind === 'secret' && (
        <RenewSecretDrawer endpoint={wish.endpoint} onClose={close} onSecret={setSecret} />
      )}
      <SecretDialog
        title={t('secret.title')}
        hint={t('secret.hint')}
        secret={secret}
        onKept={() => setSecret(undefined)}
      />
    </>
  );
}
