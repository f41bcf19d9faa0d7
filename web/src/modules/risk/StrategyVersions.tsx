import { useTranslation } from 'react-i18next';
import type { StrategyBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { StatusTag } from '@/shared/StatusTag';

export function StrategyVersions({ strategies }: { strategies: readonly StrategyBody[] }) {
  const { t } = useTranslation('risk');
  const columns: readonly Column<StrategyBody>[] = [
    {
      key: 'number',
      title: t('strategy.number'),
      cell: ({ number }) => t('strategy.version', { number }),
    },
    {
      key: 'status',
      title: t('strategy.status'),
      cell: ({ is_in_force }) => (
        <StatusTag
          tone={is_in_force ? 'running' : 'good'}
          label={t(is_in_force ? 'strategy.in_force' : 'strategy.status.approved')}
        />
      ),
    },
    {
      key: 'from',
      title: t('strategy.from'),
      cell: ({ number, valid_from }) =>
        number === 0 ? t('strategy.standard') : <DateText value={valid_from} />,
    },
    { key: 'reason', title: t('decision.reason'), cell: ({ reason }) => reason || '–' },
  ];
  return (
    <RowTable
      label={t('strategy.versions')}
      rows={strategies}
      rowKey={({ id }) => id}
      columns={columns}
    />
  );
}
