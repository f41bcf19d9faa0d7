import { useTranslation } from 'react-i18next';
import type { StageCountBody } from '@/api/generated/types.gen';
import { useFilters } from '@/shared/list/useFilters';
import { BarList } from './BarList';
import { rowsBehind } from './wish';

/** How many applications ever came as far as each stage, and how many stand there now. */
export function FunnelCard({ funnel }: { funnel: readonly StageCountBody[] }) {
  const { t } = useTranslation('insight');
  const [filters] = useFilters();
  const most = Math.max(1, ...funnel.map(({ reached }) => reached));
  return (
    <section className="card">
      <h2>{t('funnel.title')}</h2>
      <p className="muted small">{t('funnel.hint')}</p>
      <BarList
        bars={funnel.map(({ stage, reached, now }) => ({
          key: stage,
          label: t(`stage.${stage}`),
          share: reached / most,
          value: t('funnel.value', { reached, now }),
          to: rowsBehind('applications', filters, { stage }),
        }))}
      />
    </section>
  );
}
