import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listCashFlowsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ExpectedFlowBody } from '@/api/generated/types.gen';
import { Chart } from '@/shared/chart/Chart';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { RowTable } from '@/shared/list/RowTable';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';

/** What should come in, and when, for what one holds now. */
export default function CalendarPage() {
  const { t } = useTranslation('investing');
  const flows = useQuery(listCashFlowsOptions());
  return (
    <>
      <PageHead title={t('calendar.title')} />
      <QueryGate query={flows}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('calendar.empty')} hint={t('calendar.empty_hint')} />
          ) : (
            <>
              <Months flows={items} />
              <FlowTable flows={items} />
            </>
          )
        }
      </QueryGate>
    </>
  );
}

function Months({ flows }: { flows: readonly ExpectedFlowBody[] }) {
  const { t } = useTranslation('investing');
  const months = [...new Set(flows.map(({ due_on }) => due_on.slice(0, 7)))];
  const sumOf = (month: string, part: 'principal' | 'interest') =>
    flows
      .filter(({ due_on }) => due_on.startsWith(month))
      .reduce((sum, flow) => sum + Number(flow[part].amount), 0);
  return (
    <section className="card">
      <Chart
        label={t('calendar.title')}
        height={240}
        option={{
          tooltip: { trigger: 'axis' },
          legend: {},
          xAxis: { type: 'category', data: months },
          yAxis: { type: 'value' },
          series: (['principal', 'interest'] as const).map((part) => ({
            type: 'bar',
            stack: 'due',
            barMaxWidth: 36,
            name: t(`calendar.${part}`),
            data: months.map((month) => sumOf(month, part)),
          })),
        }}
      />
    </section>
  );
}

function FlowTable({ flows }: { flows: readonly ExpectedFlowBody[] }) {
  const { t } = useTranslation('investing');
  return (
    <RowTable
      label={t('calendar.title')}
      rows={flows}
      rowKey={({ offering_id, due_on }) => `${offering_id} ${due_on}`}
      columns={[
        { key: 'day', title: t('day'), cell: ({ due_on }) => <DateText value={due_on} /> },
        { key: 'title', title: t('project'), cell: ({ title }) => title },
        {
          key: 'principal',
          title: t('principal_yuan'),
          numeric: true,
          cell: ({ principal }) => <MoneyText value={principal} form="figure" />,
        },
        {
          key: 'interest',
          title: t('calendar.interest_yuan'),
          numeric: true,
          cell: ({ interest }) => <MoneyText value={interest} form="figure" />,
        },
        {
          key: 'fee',
          title: t('calendar.fee_yuan'),
          numeric: true,
          phone: false,
          cell: ({ fee }) => <MoneyText value={fee} form="figure" />,
        },
      ]}
    />
  );
}
