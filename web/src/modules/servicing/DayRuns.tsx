import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { listDayRunsOptions, runDayMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { DayRunBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';
import './servicing.css';

/** Whether today's run has been made, and what the last one found. */
export function DayRuns() {
  const { t } = useTranslation('servicing');
  const mayRun = useMay('servicing:end_day');
  const runs = useQuery(listDayRunsOptions());
  const run = useAction(runDayMutation(), { onDone: () => toast(t('day.done')) });
  return (
    <section className="card day-runs">
      <QueryGate query={runs}>
        {({ due, items }) => {
          const [last] = items;
          const isDone = last?.business_date === due;
          return (
            <>
              <StatusTag
                tone={isDone ? 'good' : 'waiting'}
                label={t(isDone ? 'day.is_run' : 'day.is_due', { day: due })}
              />
              {last && <LastRun run={last} />}
              {mayRun && !isDone && (
                <Button loading={run.isPending} onClick={() => run.mutate({})}>
                  {t('day.run')}
                </Button>
              )}
              <ErrorNote error={run.error} />
            </>
          );
        }}
      </QueryGate>
    </section>
  );
}

function LastRun({ run }: { run: DayRunBody }) {
  const { t } = useTranslation('servicing');
  return (
    <span className="muted">
      {t('day.last')} <DateText value={run.ran_at} /> · {t('day.late', { count: run.late_loans })} ·{' '}
      {t('day.accrued')} <MoneyText value={run.accrued} />
    </span>
  );
}
