import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listIndustriesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { Filter } from '@/shared/list/types';
import { REGIONS } from '@/shared/tile-map/regions';

const KINDS = [
  'credit_loan',
  'order_financing',
  'receivables_factoring',
  'ip_pledge',
  'equipment_lease',
  'livestock_collateral',
  'green_loan',
  'sci_tech_combination',
  'park_batch',
  'debt_restructuring',
  'cross_border',
] as const;

/** The filters of the cockpit and of its lists, in the reader's words. */
export function useCockpitFilters(): readonly Filter[] {
  const { t } = useTranslation(['insight', 'regions']);
  const nameOf = useIndustryNames();
  return [
    { kind: 'month', name: 'from', label: t('filter.from') },
    { kind: 'month', name: 'to', label: t('filter.to') },
    {
      kind: 'choice',
      name: 'region',
      label: t('filter.region'),
      options: REGIONS.map(({ code }) => ({ value: code, label: t(`regions:${code}`) })),
    },
    {
      kind: 'choice',
      name: 'industry',
      label: t('filter.industry'),
      options: Object.entries(nameOf)
        .filter(([code]) => /^[A-Z]$/.test(code))
        .map(([value, label]) => ({ value, label })),
    },
    {
      kind: 'choice',
      name: 'kind',
      label: t('filter.kind'),
      options: KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
    },
  ];
}

/** Names of sections and divisions of GB/T 4754 by code. */
export function useIndustryNames(): Readonly<Record<string, string>> {
  const { i18n } = useTranslation();
  const { data } = useQuery(listIndustriesOptions());
  const english = i18n.language === 'en';
  return Object.fromEntries(
    (data?.items ?? []).map(({ code, name_zh, name_en }) => [code, english ? name_en : name_zh]),
  );
}
