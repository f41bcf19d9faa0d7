import { useTranslation } from 'react-i18next';
import { listDecisionsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { CaseDecisionBody, Outcome } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column, ListWish } from '@/shared/list/types';
import { OutcomeTag } from './OutcomeTag';
import { OUTCOMES } from './outcomes';
import { OverrideFigures } from './OverrideFigures';
import { useDecisionWords } from './useDecisionWords';

const readDecisions = ({ limit, cursor, filters }: ListWish) =>
  listDecisionsOptions({
    query: { limit, cursor, outcome: filters.outcome as Outcome | undefined },
  });

const factOf = (row: CaseDecisionBody, name: string): string =>
  row.facts.find((fact) => fact.name === name)?.value ?? '–';

/** Every decision of the strategy, with its reasons; the row leads to the company's risk page. */
export default function DecisionListPage() {
  const { t } = useTranslation('risk');
  const { reason } = useDecisionWords();
  const reasons = (row: CaseDecisionBody): string => row.reasons.map(reason).join(t('comma'));
  const columns: readonly Column<CaseDecisionBody>[] = [
    {
      key: 'enterprise',
      title: t('decision.enterprise'),
      cell: (row) => row.enterprise_name,
      text: (row) => row.enterprise_name,
    },
    {
      key: 'at',
      title: t('decision.at'),
      cell: (row) => <DateText value={row.decided_at} />,
      text: (row) => row.decided_at,
    },
    {
      key: 'outcome',
      title: t('decision.outcome'),
      cell: (row) => <OutcomeTag outcome={row.outcome} />,
      text: (row) => t(`outcome.${row.outcome}`),
    },
    { key: 'reasons', title: t('decision.reasons'), cell: reasons, text: reasons },
    {
      key: 'score',
      title: t('score'),
      numeric: true,
      cell: (row) => factOf(row, 'score'),
      text: (row) => factOf(row, 'score'),
    },
    {
      key: 'override',
      title: t('decision.override'),
      cell: (row) => (row.override === null ? '–' : <OutcomeTag outcome={row.override.outcome} />),
      text: (row) => (row.override === null ? '' : t(`outcome.${row.override.outcome}`)),
    },
    {
      key: 'strategy',
      title: t('strategy.number'),
      numeric: true,
      cell: (row) => row.strategy_number,
      text: (row) => String(row.strategy_number),
      phone: false,
    },
  ];
  return (
    <ListPage
      title={t('decision.list')}
      read={readDecisions}
      columns={columns}
      rowKey={(row) => row.id}
      to={(row) => `/operations/risk/${row.enterprise_id}`}
      filters={[
        {
          name: 'outcome',
          label: t('decision.outcome'),
          kind: 'choice',
          options: OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) })),
        },
      ]}
      empty={{ title: t('decision.none'), hint: t('decision.none_hint') }}
    >
      <OverrideFigures />
    </ListPage>
  );
}
