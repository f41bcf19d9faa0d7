import { useTranslation } from 'react-i18next';
import type { ListApplicationsData, Stage } from '@/api/generated/types.gen';
import type { Filter, ListWish } from '@/shared/list/types';
import { MAIN_WAY, useWord } from './words';

type Name = 'words' | 'stage' | 'product_kind';
type Query = NonNullable<ListApplicationsData['query']>;

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
const ENDS: readonly Stage[] = ['returned', 'rejected', 'withdrawn', 'expired'];

interface FilterFields {
  fields: readonly Filter[];
  /** The filters of the address as the API takes them. */
  query: (wish: ListWish) => Query;
}

/** What lists of applications can be narrowed by; the choice stands in the address. */
export function useFilterFields(names: readonly Name[]): FilterFields {
  const { t } = useTranslation('origination');
  const word = useWord();
  const known: Record<Name, Filter> = {
    words: { kind: 'text', name: 'words', label: t('column.enterprise') },
    stage: {
      kind: 'choice',
      name: 'stage',
      label: t('column.stage'),
      options: [...MAIN_WAY, ...ENDS].map((stage) => ({
        value: stage,
        label: t(`stage.${stage}`),
      })),
    },
    product_kind: {
      kind: 'choice',
      name: 'product_kind',
      label: t('column.product'),
      options: KINDS.map((kind) => ({ value: kind, label: word('kind', kind) })),
    },
  };
  return {
    fields: names.map((name) => known[name]),
    query: ({ limit, cursor, filters }) => ({
      limit,
      cursor,
      words: filters.words,
      product_kind: filters.product_kind,
      region: filters.region,
      stage: filters.stage ? [filters.stage as Stage] : undefined,
    }),
  };
}
