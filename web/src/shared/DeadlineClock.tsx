import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatWhen } from './dates';
import { timeLeft, type TimeLeft, type Urgency } from './deadline';
import { StatusTag, type Tone } from './StatusTag';
import { useNow } from './useNow';

const TONE: Record<Urgency, Tone> = { calm: 'waiting', soon: 'warning', late: 'bad' };

/** How long there is still time, or how late it is; counts while one looks. */
export function DeadlineClock({ dueAt }: { dueAt: string }) {
  const { t } = useTranslation();
  const left = timeLeft(dueAt, useNow());
  const how = left.urgency === 'late' ? 'deadline.late' : 'deadline.left';
  return (
    <time dateTime={dueAt} title={t('deadline.due', { when: formatWhen(dueAt) })}>
      <StatusTag tone={TONE[left.urgency]} label={t(how, { time: inWords(left, t) })} />
    </time>
  );
}

/** The two largest units say enough. */
function inWords({ days, hours, minutes }: TimeLeft, t: TFunction): string {
  if (days > 0) return t('time.days_hours', { days, hours });
  if (hours > 0) return t('time.hours_minutes', { hours, minutes });
  return t('time.minutes', { minutes });
}
