import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { listDayEndsOptions, startDayEndMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { BusinessDayBody, BusinessDaysBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { ErrorNote } from '@/shared/ErrorNote';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';
import { DayCalendar } from './DayCalendar';
import { DayPhases } from './DayPhases';
import './day-ends.css';
import { DAY_TONES, secondsOf } from './dayWords';

/** Business days and their ends: what is due, how far it is, what each day left. */
export default function DayEndsPage() {
  const { t } = useTranslation('servicing');
  const columns = useDayColumns();
  const days = useQuery(listDayEndsOptions());
  return (
    <QueryGate query={days}>
      {(data) => {
        const { items } = data;
        const shown = items.find(({ state }) => state !== 'open');
        return (
          <>
            <PageHead title={t('day.title')} actions={<StartButton days={data} />} />
            <div className="day-ends">
              <section className="card">
                <h2>{shown ? t('day.end_of', { day: shown.day }) : t('day.none')}</h2>
                {shown ? <DayPhases day={shown} /> : <EmptyState title={t('day.none_hint')} />}
              </section>
              <DayCalendar />
            </div>
            <section className="card">
              <h2>{t('day.past')}</h2>
              <RowTable
                label={t('day.past')}
                rows={items}
                rowKey={({ day }) => day}
                columns={columns}
              />
            </section>
          </>
        );
      }}
    </QueryGate>
  );
}

/** Nothing to press while today is the only day that is not closed. */
function StartButton({ days: { due, items } }: { days: BusinessDaysBody }) {
  const { t } = useTranslation('servicing');
  const mayRun = useMay('servicing:end_day');
  const start = useAction(startDayEndMutation(), { onDone: () => toast(t('day.started')) });
  if (!due) return <StatusTag tone="good" label={t('day.all_closed')} />;
  const isRunning = items.some(({ day, state }) => day === due && state === 'running');
  return (
    <div className="day-start">
      <ErrorNote error={start.error} />
      {mayRun && (
        <Button
          type={isRunning ? 'default' : 'primary'}
          loading={start.isPending}
          onClick={() => start.mutate({ body: { day: due } })}
        >
          {t(isRunning ? 'day.restart' : 'day.start', { day: due })}
        </Button>
      )}
    </div>
  );
}

function useDayColumns(): readonly Column<BusinessDayBody>[] {
  const { t } = useTranslation('servicing');
  return [
    { key: 'day', title: t('day.day'), cell: ({ day }) => <DateText value={day} /> },
    {
      key: 'state',
      title: t('status'),
      cell: ({ state }) => <StatusTag tone={DAY_TONES[state]} label={t(`day.state.${state}`)} />,
    },
    {
      key: 'kind',
      title: t('day.kind'),
      cell: ({ is_workday }) => t(is_workday ? 'day.workday' : 'day.day_off'),
    },
    {
      key: 'interest',
      title: t('day.interest_yuan'),
      numeric: true,
      cell: ({ interest }) => <MoneyText value={interest} form="figure" />,
    },
    {
      key: 'penalty',
      title: t('day.penalty_yuan'),
      numeric: true,
      cell: ({ penalty }) => <MoneyText value={penalty} form="figure" />,
    },
    {
      key: 'late',
      title: t('day.late_loans'),
      numeric: true,
      cell: ({ late_loans }) => late_loans ?? '–',
    },
    {
      key: 'seconds',
      title: t('day.seconds'),
      numeric: true,
      cell: ({ phases }) => secondsOf(phases) ?? '–',
    },
    {
      key: 'closed',
      title: t('day.closed_at'),
      cell: ({ closed_at }) => <DateText value={closed_at} />,
    },
  ];
}
