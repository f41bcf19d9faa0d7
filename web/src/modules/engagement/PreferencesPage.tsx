import { useQuery } from '@tanstack/react-query';
import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  changePreferencesMutation,
  listPreferencesOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { PreferenceBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { ErrorNote } from '@/shared/ErrorNote';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import './engagement.css';

const TOPICS = ['applications', 'contracts', 'money', 'data', 'marketing'] as const;
const CHANNELS = ['in_app', 'sms', 'email'] as const;

/** By topic and channel; a switch takes effect at once. */
export default function PreferencesPage() {
  const { t } = useTranslation('engagement');
  const preferences = useQuery(listPreferencesOptions());
  return (
    <>
      <PageHead title={t('preferences.title')} />
      <p className="muted">{t('preferences.hint')}</p>
      <QueryGate query={preferences}>
        {(data) => <Switches preferences={data.preferences} />}
      </QueryGate>
    </>
  );
}

function Switches({ preferences }: { preferences: readonly PreferenceBody[] }) {
  const { t } = useTranslation('engagement');
  const change = useAction(changePreferencesMutation());
  const find = (topic: string, channel: string): PreferenceBody | undefined =>
    preferences.find((each) => each.topic === topic && each.channel === channel);
  return (
    <section className="card">
      <ErrorNote error={change.error} />
      <table className="preferences">
        <thead>
          <tr>
            <th scope="col">{t('preferences.topic')}</th>
            {CHANNELS.map((channel) => (
              <th key={channel} scope="col">
                {t(`channel.${channel}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {TOPICS.map((topic) => (
            <tr key={topic}>
              <th scope="row">{t(`topic.${topic}`)}</th>
              {CHANNELS.map((channel) => {
                const one = find(topic, channel);
                return (
                  <td key={channel}>
                    <Switch
                      aria-label={`${t(`topic.${topic}`)} ${t(`channel.${channel}`)}`}
                      checked={one?.is_on ?? false}
                      disabled={one === undefined || one.is_fixed || change.isPending}
                      onChange={(is_on) =>
                        change.mutate({ body: { preferences: [{ topic, channel, is_on }] } })
                      }
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
