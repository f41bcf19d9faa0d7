import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listDeliveriesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { DeliveryBody, DeliveryState } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { StatusTag, type Tone } from '@/shared/StatusTag';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { usePathParam } from '@/shared/usePathParam';
import { DeliveryDrawer } from './DeliveryDrawer';
import { ReplayDrawer } from './ReplayDrawer';
import './outreach.css';

const TONES: Record<DeliveryState, Tone> = {
  queued: 'running',
  held: 'waiting',
  delivered: 'good',
  failed: 'bad',
};
const STATES = Object.keys(TONES) as DeliveryState[];

/** What was sent to one endpoint, and what became of it. */
export default function DeliveriesPage() {
  const { t } = useTranslation(['outreach', 'events']);
  const { portal } = useSession();
  const endpointId = usePathParam('endpointId');
  const mayReplay = useMay('outreach:replay');
  const [shown, setShown] = useState<string>();
  const [replaying, setReplaying] = useState(false);
  const columns = useColumns(setShown);
  return (
    <>
      <ListPage
        title={t('deliveries.title')}
        read={({ limit, cursor, filters }) =>
          listDeliveriesOptions({
            path: { endpoint_id: endpointId },
            query: { limit, cursor, state: STATES.find((state) => state === filters.state) },
          })
        }
        columns={columns}
        rowKey={({ id }) => id}
        filters={[
          {
            kind: 'choice',
            name: 'state',
            label: t('deliveries.state'),
            options: STATES.map((value) => ({ value, label: t(`delivery.${value}`) })),
          },
        ]}
        actions={
          <>
            <ButtonLink to={`/${portal}/developer/webhooks`}>{t('webhooks.title')}</ButtonLink>
            {mayReplay && (
              <Button onClick={() => setReplaying(true)}>{t('deliveries.replay_time')}</Button>
            )}
          </>
        }
        empty={{ title: t('deliveries.empty'), hint: t('deliveries.empty_hint') }}
      />
      {shown && <DeliveryDrawer deliveryId={shown} onClose={() => setShown(undefined)} />}
      {replaying && <ReplayDrawer endpointId={endpointId} onClose={() => setReplaying(false)} />}
    </>
  );
}

function useColumns(onShow: (id: string) => void): readonly Column<DeliveryBody>[] {
  const { t } = useTranslation(['outreach', 'events']);
  return [
    {
      key: 'event',
      title: t('deliveries.event'),
      cell: ({ event_name, id }) => (
        <Button type="link" className="bare-link" onClick={() => onShow(id)}>
          {t(`events:${event_name}`)}
        </Button>
      ),
      text: ({ event_name }) => event_name,
    },
    {
      key: 'occurred',
      title: t('deliveries.occurred'),
      cell: ({ occurred_at }) => <DateText value={occurred_at} />,
      text: ({ occurred_at }) => occurred_at,
    },
    {
      key: 'state',
      title: t('deliveries.state'),
      cell: ({ state }) => <StatusTag tone={TONES[state]} label={t(`delivery.${state}`)} />,
      text: ({ state }) => t(`delivery.${state}`),
    },
    {
      key: 'attempts',
      title: t('deliveries.attempts'),
      numeric: true,
      cell: ({ attempts }) => attempts,
      text: ({ attempts }) => String(attempts),
    },
    {
      key: 'next',
      title: t('deliveries.next'),
      cell: ({ next_at }) => <DateText value={next_at} />,
      text: ({ next_at }) => next_at ?? '',
    },
  ];
}
