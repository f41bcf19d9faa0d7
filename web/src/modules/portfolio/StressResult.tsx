import { useTranslation } from 'react-i18next';
import type { StressResultBody } from '@/api/generated/types.gen';
import { Chart } from '@/shared/chart/Chart';
import { Facts } from '@/shared/Facts';
import { fromMinor, toMinor } from '@/shared/money';
import { MoneyText } from '@/shared/MoneyText';
import { inWan, usePartWords } from './words';

/** Before and after, together and by industry. */
export function StressResult({ result }: { result: StressResultBody }) {
  const { t } = useTranslation('portfolio');
  const words = usePartWords();
  const more = fromMinor(toMinor(result.after.amount) - toMinor(result.before.amount));
  const parts = result.parts.filter(({ dimension }) => dimension === 'industry');
  const names = parts.map(({ code }) => words('industry', code));
  const coverage = (times: string | null): string =>
    times === null ? t('nothing_to_cover') : t('times', { times: Number(times).toFixed(2) });
  const side = (which: 'before' | 'after'): object => ({
    type: 'bar',
    name: t(`stress.${which}`),
    barMaxWidth: 14,
    data: parts.map((part) => inWan(part[which])),
  });
  return (
    <div className="stress-result">
      <Facts
        facts={[
          { label: t('stress.before'), value: <MoneyText value={result.before} /> },
          { label: t('stress.after'), value: <MoneyText value={result.after} strong /> },
          { label: t('stress.more'), value: <MoneyText value={more} /> },
          {
            label: t('coverage'),
            value: `${coverage(result.reserves_before.coverage)} → ${coverage(result.reserves_after.coverage)}`,
          },
        ]}
      />
      <Chart
        label={t('stress')}
        height={Math.max(180, 44 * parts.length)}
        option={{
          tooltip: { trigger: 'axis' },
          legend: {},
          grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
          xAxis: { type: 'value' },
          yAxis: {
            type: 'category',
            inverse: true,
            data: names,
            axisLabel: { width: 130, overflow: 'truncate' },
          },
          series: [side('before'), side('after')],
        }}
        figures={[
          [t('dimension.industry'), t('stress.before'), t('stress.after')],
          ...parts.map(({ before, after }, place) => [
            names[place] ?? '',
            before.amount,
            after.amount,
          ]),
        ]}
      />
    </div>
  );
}
