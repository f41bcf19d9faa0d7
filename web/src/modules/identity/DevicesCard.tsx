import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  endOtherSessionsMutation,
  endSessionMutation,
  listSessionsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { DeviceBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';

/** Where I am signed in; a lost phone is signed out from here. */
export function DevicesCard() {
  const { t } = useTranslation('identity');
  const devices = useQuery(listSessionsOptions());
  const endOthers = useAction(endOtherSessionsMutation(), {
    onDone: ({ ended }) => toast(t('devices.ended', { count: ended })),
  });
  return (
    <section className="card">
      <h2>{t('devices.title')}</h2>
      <p className="muted">{t('devices.hint')}</p>
      <QueryGate query={devices}>
        {(found) => (
          <>
            <ul className="devices">
              {found.map((device) => (
                <Device key={device.id} device={device} />
              ))}
            </ul>
            <ErrorNote error={endOthers.error} />
            {found.length > 1 && (
              <Button danger loading={endOthers.isPending} onClick={() => endOthers.mutate({})}>
                {t('devices.end_others')}
              </Button>
            )}
          </>
        )}
      </QueryGate>
    </section>
  );
}

function Device({ device }: { device: DeviceBody }) {
  const { t } = useTranslation('identity');
  const end = useAction(endSessionMutation(), {
    onDone: () => toast(t('devices.ended', { count: 1 })),
  });
  const name = device.device || t('devices.unknown');
  return (
    <li>
      <div>
        <strong>{name}</strong>{' '}
        {device.is_current && <StatusTag tone="good" label={t('devices.this')} />}
        <div className="muted small">
          {t('devices.since')} <DateText value={device.started_at} /> · {t('devices.seen')}{' '}
          <DateText value={device.seen_at} relative />
        </div>
        <ErrorNote error={end.error} />
      </div>
      {!device.is_current && (
        <Button
          size="small"
          loading={end.isPending}
          aria-label={t('devices.end_one', { name })}
          onClick={() => end.mutate({ path: { session_id: device.id } })}
        >
          {t('devices.end')}
        </Button>
      )}
    </li>
  );
}
