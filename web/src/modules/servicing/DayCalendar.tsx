import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getDayCalendarOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { CalendarBody, CalendarDayBody } from '@/api/generated/types.gen';
import { QueryGate } from '@/shared/QueryGate';

const WEEKS_BACK = 4;
const STEP = 6;
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** Six weeks: which days are closed, which are off, and until when the holidays are known. */
export function DayCalendar() {
  const { t } = useTranslation('servicing');
  const [weeksBack, setWeeksBack] = useState(WEEKS_BACK);
  const calendar = useQuery(getDayCalendarOptions({ query: { weeks_back: weeksBack } }));
  return (
    <section className="card">
      <div className="calendar-head">
        <h2>{t('day.calendar')}</h2>
        <Button
          icon={<LeftOutlined />}
          aria-label={t('day.earlier')}
          onClick={() => setWeeksBack(weeksBack + STEP)}
        />
        <Button
          icon={<RightOutlined />}
          aria-label={t('day.later')}
          disabled={weeksBack < STEP}
          onClick={() => setWeeksBack(weeksBack - STEP)}
        />
      </div>
      <QueryGate query={calendar}>{(data) => <Weeks calendar={data} />}</QueryGate>
    </section>
  );
}

function Weeks({ calendar }: { calendar: CalendarBody }) {
  const { t } = useTranslation('servicing');
  return (
    <>
      <ol className="calendar" aria-label={t('day.calendar')}>
        {WEEKDAYS.map((weekday) => (
          <li key={weekday} className="weekday" aria-hidden="true">
            {t(`day.weekday.${weekday}`)}
          </li>
        ))}
        {calendar.days.map((day) => (
          <Day key={day.day} day={day} isToday={day.day === calendar.today} />
        ))}
      </ol>
      <p className="muted small">{t('day.known_until', { day: calendar.known_until })}</p>
    </>
  );
}

function Day({
  day: { day, is_workday, state },
  isToday,
}: {
  day: CalendarDayBody;
  isToday: boolean;
}) {
  const { t } = useTranslation('servicing');
  const words =
    state === null ? t(is_workday ? 'day.workday' : 'day.day_off') : t(`day.state.${state}`);
  const look = [state ?? 'ahead', is_workday ? '' : 'off', isToday ? 'today' : ''].join(' ');
  return (
    <li className={look} aria-label={`${day} ${words}`} aria-current={isToday ? 'date' : undefined}>
      <span className="tabular">{day.endsWith('-01') ? day.slice(5) : Number(day.slice(8))}</span>
      <span className="small">{words}</span>
    </li>
  );
}
