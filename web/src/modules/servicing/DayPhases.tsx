import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BusinessDayBody, PhaseRunBody } from '@/api/generated/types.gen';
import { MoneyText } from '@/shared/MoneyText';
import { Timeline, type Happening } from '@/shared/Timeline';
import { progressOf, secondsOf } from './dayWords';

/** The phases of one day's end in their order; moves on by itself while it runs. */
export function DayPhases({ day }: { day: BusinessDayBody }) {
  const { t } = useTranslation('servicing');
  const isRunning = day.state === 'running';
  return (
    <>
      <Progress
        percent={progressOf(day.phases)}
        status={isRunning ? 'active' : 'success'}
        aria-label={t('day.progress')}
      />
      <Timeline
        label={t('day.phases')}
        items={day.phases.map((run): Happening => ({
          key: run.phase,
          title: t(`phase.${run.phase}`),
          state: stateOf(run, isRunning),
          at: run.finished_at,
          note: <PhaseNote run={run} />,
        }))}
      />
    </>
  );
}

function stateOf(
  { started_at, finished_at }: PhaseRunBody,
  isRunning: boolean,
): Happening['state'] {
  if (finished_at !== null) return 'done';
  return isRunning && started_at !== null ? 'now' : 'ahead';
}

function PhaseNote({ run }: { run: PhaseRunBody }) {
  const { t } = useTranslation('servicing');
  const { phase, rows, amount, attempts } = run;
  return (
    <span className="muted small">
      {rows !== null && t(`phase.rows.${phase}`, { count: rows })}
      {amount && (
        <>
          {' · '}
          <MoneyText value={amount} />
        </>
      )}
      {rows !== null && ` · ${t('day.took', { seconds: secondsOf([run]) })}`}
      {attempts > 1 && ` · ${t('day.attempt', { count: attempts })}`}
    </span>
  );
}
