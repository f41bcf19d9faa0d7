import { useTranslation } from 'react-i18next';
import type { ArmBody } from '@/api/generated/types.gen';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { percent } from './figures';

/** Both arms side by side: what was shown, what was chosen, what became of it. */
export function Arms({ arms }: { arms: readonly ArmBody[] }) {
  const { t } = useTranslation('ranking');
  const share = (part: number, whole: number) =>
    whole === 0 ? `${part}` : `${part} (${percent(part / whole)})`;
  const columns: readonly Column<ArmBody>[] = [
    { key: 'arm', title: t('arm'), cell: ({ arm }) => <strong>{t(`arm.${arm}`)}</strong> },
    { key: 'companies', title: t('companies'), numeric: true, cell: (row) => row.companies },
    { key: 'lists', title: t('lists'), numeric: true, cell: (row) => row.lists },
    {
      key: 'opened',
      title: t('opened'),
      numeric: true,
      cell: (row) => share(row.opened, row.lists),
    },
    {
      key: 'applied',
      title: t('applied'),
      numeric: true,
      cell: (row) => share(row.applied, row.lists),
    },
    {
      key: 'approved',
      title: t('approved'),
      numeric: true,
      cell: (row) => share(row.approved, row.approved + row.refused),
    },
    {
      key: 'refused',
      title: t('refused'),
      numeric: true,
      cell: (row) => share(row.refused, row.approved + row.refused),
    },
    { key: 'funded', title: t('funded'), numeric: true, cell: (row) => row.funded },
    { key: 'gini', title: t('gini'), numeric: true, cell: (row) => row.gini },
  ];
  return <RowTable label={t('arms')} rows={arms} rowKey={({ arm }) => arm} columns={columns} />;
}
