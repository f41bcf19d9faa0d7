import { useTranslation } from 'react-i18next';
import type { Column } from '@/shared/list/types';
import { useIndustryNames } from './useCockpitFilters';

interface Placed {
  enterprise_name: string;
  institution_name: string;
  province: string;
  industry: string;
}

/** What the lists behind the figures have in common: who, with whom, where and in what trade. */
export function useSharedColumns<Row extends Placed>(): {
  who: readonly Column<Row>[];
  where: readonly Column<Row>[];
} {
  const { t } = useTranslation(['insight', 'regions']);
  const nameOf = useIndustryNames();
  const plain = (
    key: string,
    title: string,
    text: (row: Row) => string,
    phone = false,
  ): Column<Row> => ({ key, title, cell: text, text, phone });
  return {
    who: [
      plain('enterprise', t('column.enterprise'), (row) => row.enterprise_name, true),
      plain('institution', t('column.institution'), (row) => row.institution_name),
    ],
    where: [
      plain('region', t('column.region'), (row) => t(`regions:${row.province}0000`)),
      plain('industry', t('column.industry'), (row) => nameOf[row.industry] ?? row.industry),
    ],
  };
}
