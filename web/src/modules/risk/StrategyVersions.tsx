import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  approveStrategyMutation,
  rejectStrategyMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { StrategyBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { StatusTag, type Tone } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';

const TONES: Record<StrategyBody['status'], Tone> = {
  proposed: 'waiting',
  approved: 'good',
  rejected: 'bad',
};

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
      cell: ({ status, is_in_force }) => (
        <StatusTag
          tone={is_in_force ? 'running' : TONES[status]}
          label={t(is_in_force ? 'strategy.in_force' : `strategy.status.${status}`)}
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
    { key: 'do', title: '', cell: (row) => <Decide strategy={row} /> },
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

/** A second person approves; whoever has asked may take it back. */
function Decide({ strategy }: { strategy: StrategyBody }) {
  const { t } = useTranslation('risk');
  const mayApprove = useMay('risk:approve_strategy');
  const mayPropose = useMay('risk:propose_strategy');
  const path = { strategy_id: strategy.id };
  const approve = useAction(approveStrategyMutation(), {
    onDone: () => toast(t('strategy.approved')),
  });
  const reject = useAction(rejectStrategyMutation(), {
    onDone: () => toast(t('strategy.rejected')),
  });
  if (strategy.status !== 'proposed') return null;
  return (
    <>
      {mayApprove && !strategy.is_mine && (
        <Button size="small" loading={approve.isPending} onClick={() => approve.mutate({ path })}>
          {t('strategy.approve')}
        </Button>
      )}{' '}
      {(strategy.is_mine ? mayPropose : mayApprove) && (
        <Button size="small" loading={reject.isPending} onClick={() => reject.mutate({ path })}>
          {t(strategy.is_mine ? 'strategy.take_back' : 'strategy.reject')}
        </Button>
      )}
      <ErrorNote error={approve.error ?? reject.error} />
    </>
  );
}
