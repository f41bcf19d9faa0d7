import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  getDeliveryOptions,
  replayDeliveryMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { AttemptBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';
import { useIsPhone } from '@/shared/useMedia';

interface DeliveryDrawerProps {
  deliveryId: string;
  onClose: () => void;
}

/** What was sent, every attempt, and once more by a button. */
export function DeliveryDrawer({ deliveryId, onClose }: DeliveryDrawerProps) {
  const { t } = useTranslation(['outreach', 'events']);
  const isPhone = useIsPhone();
  const log = useQuery(getDeliveryOptions({ path: { delivery_id: deliveryId } }));
  const replay = useAction(replayDeliveryMutation(), {
    onDone: () => toast(t('deliveries.replayed')),
  });
  const mayReplay = useMay('outreach:replay');
  return (
    <Drawer
      open
      title={log.data ? t(`events:${log.data.delivery.event_name}`) : t('deliveries.title')}
      onClose={onClose}
      placement={isPhone ? 'bottom' : 'right'}
      width={560}
      height="88%"
      extra={
        mayReplay && (
          <Button
            loading={replay.isPending}
            onClick={() => replay.mutate({ path: { delivery_id: deliveryId } })}
          >
            {t('deliveries.replay')}
          </Button>
        )
      }
    >
      <ErrorNote error={replay.error} />
      <QueryGate query={log}>
        {({ delivery, body, attempts }) => (
          <>
            <p className="muted small wrap">
              webhook-id: <code>msg_{delivery.message_id.replaceAll('-', '')}</code>
            </p>
            <pre className="message-body">{JSON.stringify(body, null, 2)}</pre>
            <h3>{t('deliveries.attempts')}</h3>
            {attempts.length === 0 && <p className="muted">{t('deliveries.no_attempts')}</p>}
            <ol className="attempts">
              {attempts.map((attempt) => (
                <AttemptLine key={attempt.number} attempt={attempt} />
              ))}
            </ol>
          </>
        )}
      </QueryGate>
    </Drawer>
  );
}

function AttemptLine({ attempt }: { attempt: AttemptBody }) {
  const { t } = useTranslation('outreach');
  const status = attempt.status === null ? '' : ` · HTTP ${attempt.status}`;
  return (
    <li>
      <span className="tabular">#{attempt.number}</span>
      <StatusTag
        tone={attempt.outcome === 'delivered' ? 'good' : 'bad'}
        label={`${t(`outcome.${attempt.outcome}`)}${status}`}
      />
      <span className="muted small">
        <DateText value={attempt.started_at} /> · {attempt.milliseconds} ms
      </span>
    </li>
  );
}
