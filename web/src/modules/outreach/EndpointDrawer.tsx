import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  changeWebhookEndpointMutation,
  createWebhookEndpointMutation,
  listWebhookEventsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { EndpointBody, NewEndpointBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

const LONGEST_URL = 500;
const LONGEST_DESCRIPTION = 100;

interface EndpointDrawerProps {
  /** Absent: a new one. */
  endpoint?: EndpointBody;
  onClose: () => void;
}

export function EndpointDrawer({ endpoint, onClose }: EndpointDrawerProps) {
  const { t } = useTranslation('outreach');
  const done = (): void => {
    onClose();
    toast(t(endpoint ? 'webhooks.changed' : 'webhooks.created'));
  };
  const create = useAction(createWebhookEndpointMutation(), { onDone: done });
  const change = useAction(changeWebhookEndpointMutation(), { onDone: done });
  const send = (body: NewEndpointBody): void => {
    if (endpoint === undefined) return create.mutate({ body });
    const state = endpoint.state === 'active' ? 'active' : 'paused';
    change.mutate({ path: { endpoint_id: endpoint.id }, body: { ...body, state } });
  };
  return (
    <FormDrawer<NewEndpointBody>
      title={t(endpoint ? 'webhooks.change' : 'webhooks.create')}
      open
      onClose={onClose}
      onSubmit={send}
      busy={create.isPending || change.isPending}
      error={create.error ?? change.error}
      submitLabel={t(endpoint ? 'common:save' : 'webhooks.create')}
      initialValues={endpoint ?? { url: '', description: '', event_names: [] }}
    >
      <Form.Item
        name="url"
        label={t('webhooks.url')}
        extra={t('webhooks.url_hint')}
        rules={[{ required: true, whitespace: true, message: t('webhooks.url_missing') }]}
      >
        <Input
          inputMode="url"
          placeholder="https://erp.example.com/rongqu"
          maxLength={LONGEST_URL}
          autoFocus
        />
      </Form.Item>
      <Form.Item name="description" label={t('webhooks.description')}>
        <Input maxLength={LONGEST_DESCRIPTION} />
      </Form.Item>
      <EventsField />
    </FormDrawer>
  );
}

function EventsField() {
  const { t } = useTranslation(['outreach', 'events']);
  const offers = useQuery(listWebhookEventsOptions());
  if (offers.data === undefined) return <Skeleton active />;
  return (
    <Form.Item
      name="event_names"
      label={t('webhooks.events')}
      rules={[{ required: true, message: t('webhooks.events_missing') }]}
    >
      <Checkbox.Group className="events-field">
        {offers.data.map(({ name }) => (
          <Checkbox key={name} value={name}>
            {t(`events:${name}`)} <code className="muted small wrap">{name}</code>
          </Checkbox>
        ))}
      </Checkbox.Group>
    </Form.Item>
  );
}
