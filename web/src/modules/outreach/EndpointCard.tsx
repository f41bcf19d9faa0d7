import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  changeWebhookEndpointMutation,
  sendTestMessageMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { EndpointBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { StatusTag, type Tone } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';
import type { EndpointWish } from './WebhooksPage';

const TONES: Record<EndpointBody['state'], Tone> = {
  active: 'good',
  paused: 'waiting',
  disabled: 'bad',
};

interface EndpointCardProps {
  endpoint: EndpointBody;
  /** Absent for who may only look. */
  onWish: ((wish: EndpointWish) => void) | undefined;
}

export function EndpointCard({ endpoint, onWish }: EndpointCardProps) {
  const { t } = useTranslation(['outreach', 'events']);
  const { state, failing_since: failing } = endpoint;
  return (
    <section className="card" aria-label={endpoint.url}>
      <div className="endpoint-head">
        <h2 className="endpoint-url">{endpoint.url}</h2>
        <StatusTag tone={TONES[state]} label={t(`state.${state}`)} />
      </div>
      {endpoint.description && <p className="muted">{endpoint.description}</p>}
      {failing && (
        <p className="endpoint-failing">
          {t('webhooks.failing_since')} <DateText value={failing} />
        </p>
      )}
      <p className="event-tags">
        {endpoint.event_names.map((name) => (
          <Tag key={name} title={name}>
            {t(`events:${name}`)}
          </Tag>
        ))}
      </p>
      <EndpointActions endpoint={endpoint} onWish={onWish} />
    </section>
  );
}

function EndpointActions({ endpoint, onWish }: EndpointCardProps) {
  const { t } = useTranslation('outreach');
  const { portal } = useSession();
  const mayReplay = useMay('outreach:replay');
  const test = useAction(sendTestMessageMutation(), {
    onDone: () => toast(t('webhooks.test_sent')),
  });
  const change = useAction(changeWebhookEndpointMutation());
  const isActive = endpoint.state === 'active';
  const turn = (): void => {
    const { url, description, event_names } = endpoint;
    const state = isActive ? 'paused' : 'active';
    change.mutate({
      path: { endpoint_id: endpoint.id },
      body: { url, description, event_names, state },
    });
  };
  return (
    <>
      <ErrorNote error={test.error ?? change.error} />
      <div className="endpoint-actions">
        <ButtonLink to={`/${portal}/developer/webhooks/${endpoint.id}`}>
          {t('deliveries.open')}
        </ButtonLink>
        {mayReplay && isActive && (
          <Button
            loading={test.isPending}
            onClick={() => test.mutate({ path: { endpoint_id: endpoint.id } })}
          >
            {t('webhooks.test')}
          </Button>
        )}
        {onWish && (
          <>
            <Button onClick={() => onWish({ kind: 'secret', endpoint })}>
              {t('secret.renew')}
            </Button>
            <Button onClick={() => onWish({ kind: 'change', endpoint })}>
              {t('webhooks.change')}
            </Button>
            <Button loading={change.isPending} onClick={turn}>
              {t(isActive ? 'webhooks.pause' : 'webhooks.activate')}
            </Button>
            <Button danger onClick={() => onWish({ kind: 'close', endpoint })}>
              {t('webhooks.close')}
            </Button>
          </>
        )}
      </div>
    </>
  );
}
