import { useTranslation } from 'react-i18next';
import type { QualityBody } from '@/api/generated/types.gen';
import { Chart } from '@/shared/chart/Chart';
import { EmptyState } from '@/shared/EmptyState';
import { fromMinor, toMinor } from '@/shared/money';
import { percentOf } from './share';
import { BUCKETS } from './words';

const PER_CENT = { formatter: '{value} %' };
const TARGETS = [...BUCKETS, 'closed'] as const;

/** Where the loans of each bucket have gone since the month before, in per cent of their amount. */
export function RollChart({ quality: { rolls, since, as_of } }: { quality: QualityBody }) {
  const { t } = useTranslation('collections');
  const froms = BUCKETS.filter((bucket) => rolls.some((roll) => roll.from_bucket === bucket));
  const shareOf = (from: string, to: string): number => {
    const own = rolls.filter((roll) => roll.from_bucket === from);
    const whole = own.reduce((all, { outstanding }) => all + toMinor(outstanding.amount), 0n);
    const part = own.find((roll) => roll.to_bucket === to);
    return part ? percentOf(part.outstanding, fromMinor(whole)) : 0;
  };
  const targets = TARGETS.filter((to) => rolls.some((roll) => roll.to_bucket === to));
  return (
    <section className="card">
      <h2>{t('quality.rolls')}</h2>
      {froms.length === 0 ? (
        <EmptyState title={t('quality.none')} hint={t('quality.none_hint')} />
      ) : (
        <>
          <p className="muted small">{t('quality.rolls_hint', { since, day: as_of })}</p>
          <Chart
            label={t('quality.rolls')}
            option={{
              tooltip: { trigger: 'axis' },
              legend: { type: 'scroll' },
              xAxis: { type: 'value', max: 100, axisLabel: PER_CENT },
              grid: { left: 8, right: 28, top: 36, bottom: 8, containLabel: true },
              // The best bucket on top, as in the legend and the table.
              yAxis: {
                type: 'category',
                inverse: true,
                data: froms.map((from) => t(`from.${from}`)),
              },
              series: targets.map((to) => ({
                type: 'bar',
                stack: 'all',
                name: t(`roll.${to}`),
                data: froms.map((from) => shareOf(from, to)),
              })),
            }}
            figures={[
              [t('quality.from'), ...targets.map((to) => t(`roll.${to}`))],
              ...froms.map((from) => [
                t(`from.${from}`),
                ...targets.map((to) => `${shareOf(from, to)} %`),
              ]),
            ]}
          />
        </>
      )}
    </section>
  );
}

/** Of what was lent in each month, how much is bad debt so many months later. */
export function VintageChart({ quality: { vintages } }: { quality: QualityBody }) {
  const { t } = useTranslation('collections');
  const months = [...new Set(vintages.map(({ opened_month }) => opened_month.slice(0, 7)))];
  const longest = Math.max(0, ...vintages.map((point) => point.months));
  const ages = Array.from({ length: longest + 1 }, (_, age) => age);
  const at = (month: string, age: number): number | null => {
    const point = vintages.find((one) => one.opened_month.startsWith(month) && one.months === age);
    return point ? percentOf(point.bad, point.principal) : null;
  };
  return (
    <section className="card">
      <h2>{t('quality.vintages')}</h2>
      {months.length === 0 ? (
        <EmptyState title={t('quality.none')} hint={t('quality.none_hint')} />
      ) : (
        <>
          <p className="muted small">{t('quality.vintages_hint')}</p>
          <Chart
            label={t('quality.vintages')}
            option={{
              tooltip: { trigger: 'axis' },
              legend: { type: 'scroll' },
              xAxis: {
                type: 'category',
                data: ages,
                name: t('quality.age'),
                nameLocation: 'middle',
                nameGap: 28,
              },
              grid: { left: 8, right: 16, top: 36, bottom: 28, containLabel: true },
              yAxis: { type: 'value', min: 0, axisLabel: PER_CENT },
              series: months.map((month) => ({
                type: 'line',
                name: month,
                connectNulls: true,
                data: ages.map((age) => at(month, age)),
              })),
            }}
            figures={[
              [t('quality.month'), ...ages.map(String)],
              ...months.map((month) => [
                month,
                ...ages.map((age) => {
                  const value = at(month, age);
                  return value === null ? '–' : `${value} %`;
                }),
              ]),
            ]}
          />
        </>
      )}
    </section>
  );
}
