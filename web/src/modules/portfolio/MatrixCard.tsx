import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RiskPortfolioBody } from '@/api/generated/types.gen';
import { Chart } from '@/shared/chart/Chart';
import { useIsPhone } from '@/shared/useMedia';
import { inWan, ROWS, useBands } from './words';

const UNIFORM = { left: 8, right: 16, top: 16, bottom: 8, containLabel: true };

/** Chances of default upwards, losses to the right: a cell opens its rows. */
export function MatrixCard({ book: { cells, assumptions } }: { book: RiskPortfolioBody }) {
  const { t } = useTranslation('portfolio');
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const bands = useBands(assumptions);
  const option = useMemo(
    () => ({
      grid: UNIFORM,
      tooltip: {},
      xAxis: {
        type: 'category',
        data: bands.loss,
        axisLabel: isPhone
          ? { interval: 0, rotate: 45, fontSize: 10 }
          : { interval: 0, width: 60, overflow: 'break' },
      },
      yAxis: { type: 'category', data: bands.pd },
      visualMap: {
        show: false,
        min: 0,
        max: Math.max(1, ...cells.map(({ sum }) => inWan(sum.expected))),
        inRange: { color: ['#eaf5ee', '#f6e3a8', '#e58a6f'] },
      },
      series: [
        {
          type: 'heatmap',
          name: t('expected'),
          label: { show: true, color: '#26302b' },
          data: cells.map(({ pd_band, loss_band, sum }) => ({
            name: `${pd_band}-${loss_band}`,
            value: [loss_band, pd_band, inWan(sum.expected)],
          })),
        },
      ],
    }),
    [bands, cells, isPhone, t],
  );
  return (
    <section className="card">
      <h2>{t('matrix')}</h2>
      <p className="muted small">{t('matrix_hint')}</p>
      <Chart
        label={t('matrix')}
        height={300}
        option={option}
        onSelect={(name) => {
          const [pd_band, loss_band] = name.split('-');
          void navigate({ to: `${ROWS}?pd_band=${pd_band}&loss_band=${loss_band}` });
        }}
        figures={[
          [t('matrix.pd'), t('matrix.loss'), t('matrix.count'), t('expected')],
          ...cells.map(({ pd_band, loss_band, sum }) => [
            bands.pd[pd_band] ?? '',
            bands.loss[loss_band] ?? '',
            String(sum.count),
            sum.expected.amount,
          ]),
        ]}
      />
    </section>
  );
}
