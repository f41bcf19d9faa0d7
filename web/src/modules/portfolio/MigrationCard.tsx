import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { GradeMoveBody } from '@/api/generated/types.gen';
import { Chart } from '@/shared/chart/Chart';
import { GRADES, usePartWords } from './words';

interface MigrationCardProps {
  since: string;
  moves: readonly GradeMoveBody[];
}

/** From the grade of then to the grade of now. */
export function MigrationCard({ since, moves }: MigrationCardProps) {
  const { t } = useTranslation('portfolio');
  const words = usePartWords();
  const names = GRADES.map((grade) => words('grade', grade));
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 16, top: 28, bottom: 8, containLabel: true },
      tooltip: {},
      xAxis: { type: 'category', position: 'top', data: names, axisLabel: { interval: 0 } },
      yAxis: { type: 'category', inverse: true, data: names },
      visualMap: {
        show: false,
        min: 0,
        max: Math.max(1, ...moves.map(({ borrowers }) => borrowers)),
        inRange: { color: ['#eef3f7', '#8fb4d0'] },
      },
      series: [
        {
          type: 'heatmap',
          name: t('migration'),
          label: { show: true, color: '#26302b' },
          data: moves.map(({ before, after, borrowers }) => [
            GRADES.findIndex((grade) => grade === after),
            GRADES.findIndex((grade) => grade === before),
            borrowers,
          ]),
        },
      ],
    }),
    [moves, names, t],
  );
  return (
    <section className="card">
      <h2>{t('migration')}</h2>
      <p className="muted small">{t('migration_hint', { day: since })}</p>
      <Chart
        label={t('migration')}
        height={260}
        option={option}
        figures={[
          [t('migration.before'), t('migration.after'), t('column.borrower'), t('exposure')],
          ...moves.map(({ before, after, borrowers, exposure }) => [
            words('grade', before),
            words('grade', after),
            String(borrowers),
            exposure.amount,
          ]),
        ]}
      />
    </section>
  );
}
