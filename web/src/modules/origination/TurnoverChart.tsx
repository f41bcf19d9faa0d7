import { useTranslation } from 'react-i18next';
import type { CompanyMonthBody } from '@/api/generated/types.gen';
import { Chart } from '@/shared/chart/Chart';
import { formatFigure } from '@/shared/money';
import { barHeight } from './shares';

const SHOWN_MONTHS = 36;

/** Sales and purchases by month, from the invoices. */
export function TurnoverChart({ months }: { months: readonly CompanyMonthBody[] }) {
  const { t } = useTranslation('origination');
  const names = [...new Set(months.map(({ month }) => month.slice(0, 7)))]
    .sort()
    .slice(-SHOWN_MONTHS);
  const of = (direction: CompanyMonthBody['direction']) =>
    names.map((name) =>
      months.find((one) => one.direction === direction && one.month.startsWith(name)),
    );
  const [sales, purchases] = [of('output'), of('input')];
  const height = (month: CompanyMonthBody | undefined): number =>
    month ? barHeight(month.net) : 0;
  const figure = (month: CompanyMonthBody | undefined): string =>
    month ? formatFigure(month.net) : '0.00';
  return (
    <Chart
      label={t('company.turnover')}
      height={260}
      option={{
        tooltip: { trigger: 'axis' },
        legend: { bottom: 0 },
        xAxis: { type: 'category', data: names },
        yAxis: { type: 'value', name: t('wish.wan') },
        series: [
          { name: t('company.sales'), type: 'bar', barMaxWidth: 16, data: sales.map(height) },
          { name: t('company.purchases'), type: 'line', data: purchases.map(height) },
        ],
      }}
      figures={[
        [t('company.month'), t('company.sales'), t('company.purchases')],
        ...names.map((name, place) => [name, figure(sales[place]), figure(purchases[place])]),
      ]}
    />
  );
}
