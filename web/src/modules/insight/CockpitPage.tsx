import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getCockpitOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { CockpitBody } from '@/api/generated/types.gen';
import { EmptyState } from '@/shared/EmptyState';
import { FilterBar } from '@/shared/list/FilterBar';
import { useFilters } from '@/shared/list/useFilters';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { ArrearsCard } from './ArrearsCard';
import { CockpitTiles } from './CockpitTiles';
import { FunnelCard } from './FunnelCard';
import { IndustryCard } from './IndustryCard';
import './insight.css';
import { MonthsCard } from './MonthsCard';
import { RegionCard } from './RegionCard';
import { useCockpitFilters } from './useCockpitFilters';
import { wishOf } from './wish';

/** The platform at a glance; every figure opens the rows behind it, under the same filter. */
export default function CockpitPage() {
  const { t } = useTranslation('insight');
  const fields = useCockpitFilters();
  const [filters, change] = useFilters();
  const cockpit = useQuery({
    ...getCockpitOptions({ query: wishOf(filters) }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHead title={t('title')} />
      <FilterBar filters={fields} values={filters} onChange={change} />
      <QueryGate query={cockpit}>{(figures) => <Figures figures={figures} />}</QueryGate>
    </>
  );
}

function Figures({ figures }: { figures: CockpitBody }) {
  const { t } = useTranslation('insight');
  if (figures.applications === 0 && figures.loans === 0) {
    return <EmptyState title={t('empty')} hint={t('empty_hint')} />;
  }
  return (
    <>
      <CockpitTiles figures={figures} />
      <div className="cockpit-grid">
        <FunnelCard funnel={figures.funnel} />
        <ArrearsCard buckets={figures.buckets} />
        <RegionCard provinces={figures.provinces} />
        <MonthsCard months={figures.months} />
        <IndustryCard industries={figures.industries} />
      </div>
    </>
  );
}
