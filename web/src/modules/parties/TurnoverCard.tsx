import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoiceMonthBody } from '@/api/generated/types.gen';
import { Chart } from '@/shared/chart/Chart';
import { MoneyText } from '@/shared/MoneyText';
import { Tile, Tiles } from '@/shared/Tiles';
import { formatExact, formatShort, type Money } from '@/shared/money';
import { countsOf, sumOf, turnoverOf, type Turnover } from './turnover';

/** Sales and purchases by month, net of tax, of the latest two years. */
export function TurnoverCard({ months }: { months: readonly InvoiceMonthBody[] }) {
  const { t, i18n } = useTranslation('parties');
  const turnover = useMemo(() => turnoverOf(months), [months]);
  const sales = countsOf(months, 'output');
  const lastYear = turnover.slice(-12);
  const exact = (money: Money) => formatExact(money, i18n.language);
  return (
    <section className="card wide">
      <h2>{t('turnover.title')}</h2>
      <Tiles>
        <Tile
          label={t('turnover.sales')}
          value={<MoneyText value={sumOf(lastYear, 'output')} form="short" />}
          note={t('turnover.twelve_months')}
        />
        <Tile
          label={t('turnover.purchases')}
          value={<MoneyText value={sumOf(lastYear, 'input')} form="short" />}
          note={t('turnover.twelve_months')}
        />
        <Tile
          label={t('turnover.void')}
          value={percent(sales.void, sales.count)}
          note={t('turnover.of_sales', { count: sales.void })}
        />
        <Tile
          label={t('turnover.red')}
          value={percent(sales.red, sales.count)}
          note={t('turnover.of_sales', { count: sales.red })}
        />
      </Tiles>
      <Chart
        label={t('turnover.title')}
        height={300}
        option={{
          legend: {},
          tooltip: {
            trigger: 'axis',
            formatter: (points: { dataIndex: number }[]) =>
              words(turnover[points[0]?.dataIndex ?? 0], t, i18n.language),
          },
          xAxis: { type: 'category', data: turnover.map(({ month }) => month) },
          yAxis: { type: 'value', name: t('turnover.unit') },
          series: (['output', 'input'] as const).map((direction) => ({
            type: 'bar',
            name: t(`direction.${direction}`),
            barMaxWidth: 22,
            data: turnover.map((one) => inTenThousands(one[direction])),
          })),
        }}
        figures={[
          [t('turnover.month'), t('direction.output'), t('direction.input')],
          ...turnover.map(({ month, output, input }) => [month, exact(output), exact(input)]),
        ]}
      />
    </section>
  );
}

function words(one: Turnover | undefined, t: (key: string) => string, language: string): string {
  if (one === undefined) return '';
  const line = (direction: 'output' | 'input') =>
    `${t(`direction.${direction}`)}  ${formatShort(one[direction], language)}`;
  return [one.month, line('output'), line('input')].join('\n');
}

/** Only for the height of a bar: exact figures stand in the table and the tooltip. */
function inTenThousands({ amount }: Money): number {
  return Math.round(Number(amount) / 100) / 100;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((part * 100) / whole).toFixed(1)} %`;
}
