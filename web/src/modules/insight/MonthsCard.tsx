import { useTranslation } from 'react-i18next';
import type { MonthBody } from '@/api/generated/types.gen';
import { Chart } from '@/shared/chart/Chart';
import { useFilters } from '@/shared/list/useFilters';
import { formatExact, formatShort } from '@/shared/money';
import { wan } from './wish';

/** Paid out by month; a bar narrows everything to its month. */
export function MonthsCard({ months }: { months: readonly MonthBody[] }) {
  const { t, i18n } = useTranslation('insight');
  const [, change] = useFilters();
  const names = months.map(({ month }) => month.slice(0, 7));
  return (
    <section className="card">
      <h2>{t('months.title')}</h2>
      <Chart
        label={t('months.title')}
        height={260}
        option={{
          tooltip: {
            trigger: 'axis',
            formatter: ([{ dataIndex }]: [{ dataIndex: number }]) => {
              const one = months[dataIndex];
              return one
                ? `${one.month.slice(0, 7)}\n${formatShort(one.financed, i18n.language)} · ${t('arrears.loans', { count: one.loans })}`
                : '';
            },
          },
          xAxis: { type: 'category', data: names },
          yAxis: { type: 'value', name: t('months.unit') },
          series: [
            {
              type: 'bar',
              barMaxWidth: 32,
              data: months.map(({ financed }) => wan(financed.amount)),
            },
          ],
        }}
        figures={[
          [t('months.month'), t('months.loans'), t('months.financed')],
          ...months.map(({ month, loans, financed }) => [
            month.slice(0, 7),
            String(loans),
            formatExact(financed, i18n.language),
          ]),
        ]}
        onSelect={(month) => change({ from: month, to: month })}
      />
    </section>
  );
}
