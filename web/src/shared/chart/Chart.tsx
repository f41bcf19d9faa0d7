import { theme } from 'antd';
import type { EChartsCoreOption, ECharts } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../ErrorState';
import { useMedia } from '../useMedia';
import { withLook } from './look';

interface ChartProps {
  option: EChartsCoreOption;
  /** What the chart shows, for those who do not see it. */
  label: string;
  height?: number;
  /** The same figures as a table, first row the heads; unfolds below the chart. */
  figures?: readonly (readonly string[])[];
  onSelect?: (name: string) => void;
}

export function Chart({ option, label, height = 280, figures, onSelect }: ChartProps) {
  const [failure, setFailure] = useState<unknown>();
  const box = useRef<HTMLDivElement>(null);
  useChart(box, option, onSelect, setFailure);
  if (failure !== undefined) return <ErrorState error={failure} />;
  return (
    <figure className="chart">
      <div ref={box} role="img" aria-label={label} style={{ height }} />
      {figures && <Figures label={label} rows={figures} />}
    </figure>
  );
}

function useChart(
  box: React.RefObject<HTMLDivElement | null>,
  option: EChartsCoreOption,
  onSelect: ((name: string) => void) | undefined,
  onFailure: (error: unknown) => void,
): void {
  const { token } = theme.useToken();
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const [chart, setChart] = useState<ECharts>();

  useEffect(() => {
    const element = box.current;
    let made: ECharts | undefined;
    let gone = false;
    const resize = new ResizeObserver(() => made?.resize());
    import('./echarts').then(({ init }) => {
      if (gone || element === null) return;
      made = init(element);
      resize.observe(element);
      setChart(made);
    }, onFailure);
    return () => {
      gone = true;
      resize.disconnect();
      made?.dispose();
    };
  }, [box, onFailure]);

  useEffect(() => {
    chart?.setOption({ ...withLook(option, token), animation: !still }, { notMerge: true });
  }, [chart, option, token, still]);

  useEffect(() => {
    if (chart === undefined || onSelect === undefined) return undefined;
    const select = ({ name }: { name: string }): void => onSelect(name);
    chart.on('click', select);
    return () => void chart.off('click', select);
  }, [chart, onSelect]);
}

function Figures({ label, rows }: { label: string; rows: readonly (readonly string[])[] }) {
  const { t } = useTranslation();
  const [heads = [], ...lines] = rows;
  return (
    <details>
      <summary className="muted small">{t('chart.figures')}</summary>
      <table className="figures tabular" aria-label={label}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line[0]}>
              {line.map((cell, place) => (
                <td key={heads[place]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
