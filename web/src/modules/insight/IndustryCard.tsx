import { useTranslation } from 'react-i18next';
import type { IndustryBody } from '@/api/generated/types.gen';
import { useFilters } from '@/shared/list/useFilters';
import { MoneyText } from '@/shared/MoneyText';
import { BarList } from './BarList';
import { useIndustryNames } from './useCockpitFilters';
import { rowsBehind, wan } from './wish';

const SHOWN = 10;

export function IndustryCard({ industries }: { industries: readonly IndustryBody[] }) {
  const { t } = useTranslation('insight');
  const [filters] = useFilters();
  const nameOf = useIndustryNames();
  const most = Math.max(1, ...industries.map(({ financed }) => wan(financed.amount)));
  return (
    <section className="card">
      <h2>{t('industries.title', { count: Math.min(SHOWN, industries.length) })}</h2>
      {industries.length === 0 && <p className="muted">{t('industries.empty')}</p>}
      <BarList
        bars={industries.slice(0, SHOWN).map(({ industry, financed }) => ({
          key: industry,
          label: nameOf[industry] ?? industry,
          share: wan(financed.amount) / most,
          value: <MoneyText value={financed} form="short" />,
          to: rowsBehind('loans', filters, { industry }),
        }))}
      />
    </section>
  );
}
