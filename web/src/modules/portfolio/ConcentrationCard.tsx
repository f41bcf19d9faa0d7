import { useNavigate } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dimension, RiskCutBody } from '@/api/generated/types.gen';
import { Chart } from '@/shared/chart/Chart';
import { formatRate } from '@/shared/rates';
import { ROWS, usePartWords } from './words';

const SHOWN = 12;
/** Lines of the horizontal merger guidelines of the US agencies (2010), as shares. */
const MIDDLING = 0.15;
const HIGH = 0.25;

function levelOf(index: number): 'low' | 'middle' | 'high' {
  if (index >= HIGH) return 'high';
  return index >= MIDDLING ? 'middle' : 'low';
}

/** Shares of the exposure by one dimension; a bar opens its rows. */
export function ConcentrationCard({ cuts }: { cuts: readonly RiskCutBody[] }) {
  const { t } = useTranslation('portfolio');
  const [dimension, setDimension] = useState<Dimension>('industry');
  const cut = cuts.find((each) => each.dimension === dimension);
  return (
    <section className="card">
      <h2>{t('concentration')}</h2>
      <Segmented<Dimension>
        value={dimension}
        onChange={setDimension}
        options={cuts.map((each) => ({
          value: each.dimension,
          label: t(`dimension.${each.dimension}`),
        }))}
      />
      {cut && <CutChart cut={cut} />}
    </section>
  );
}

function CutChart({ cut }: { cut: RiskCutBody }) {
  const { t } = useTranslation('portfolio');
  const navigate = useNavigate();
  const words = usePartWords();
  const parts = useMemo(() => cut.parts.slice(0, SHOWN), [cut]);
  const names = parts.map(({ code, name }) => words(cut.dimension, code, name));
  const open = (name: string): void => {
    const part = parts[names.indexOf(name)];
    if (part) void navigate({ to: `${ROWS}?${cut.dimension}=${part.code}` });
  };
  return (
    <>
      <p className="muted small">
        {t('herfindahl', { index: cut.herfindahl, count: cut.count })} ·{' '}
        {t(`herfindahl_level.${levelOf(Number(cut.herfindahl))}`)}
      </p>
      <Chart
        label={`${t('concentration')}: ${t(`dimension.${cut.dimension}`)}`}
        height={Math.max(140, 34 * parts.length)}
        onSelect={open}
        option={{
          grid: { left: 8, right: 40, top: 8, bottom: 8, containLabel: true },
          tooltip: { trigger: 'axis' },
          xAxis: { type: 'value', splitNumber: 3, axisLabel: { formatter: '{value} %' } },
          yAxis: {
            type: 'category',
            inverse: true,
            data: names,
            axisLabel: { width: 130, overflow: 'truncate' },
          },
          series: [
            {
              type: 'bar',
              name: t('share'),
              barMaxWidth: 20,
              data: parts.map(({ share }) => Number((Number(share) * 100).toFixed(2))),
            },
          ],
        }}
        figures={[
          [t('part'), t('share'), t('exposure'), t('expected')],
          ...parts.map(({ share, sum }, place) => [
            names[place] ?? '',
            formatRate(share),
            sum.exposure.amount,
            sum.expected.amount,
          ]),
        ]}
      />
    </>
  );
}
