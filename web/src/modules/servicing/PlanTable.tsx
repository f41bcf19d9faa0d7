import { DownloadOutlined, FileExcelOutlined, FilePdfOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { InstalmentBody, LoanPlanBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { StatusTag } from '@/shared/StatusTag';
import { Rates } from './Rates';
import './servicing.css';
import { scheduleAddress, statementAddress } from './words';

/** Every instalment: when, how much of what, and what has become of it. */
export function PlanTable({ plan }: { plan: LoanPlanBody }) {
  const { t } = useTranslation('servicing');
  return (
    <>
      <div className="plan-tools">
        <Button href={statementAddress(plan.loan, 'pdf')} icon={<FilePdfOutlined />}>
          {t('statement.pdf')}
        </Button>
        <Button href={statementAddress(plan.loan, 'xlsx')} icon={<FileExcelOutlined />}>
          {t('statement.xlsx')}
        </Button>
        <Button href={scheduleAddress(plan.loan)} icon={<DownloadOutlined />}>
          {t('plan.download')}
        </Button>
      </div>
      <RowTable
        label={t('tab.plan')}
        rows={plan.instalments}
        rowKey={({ number }) => String(number)}
        columns={usePlanColumns(plan)}
      />
      <Rates plan={plan} />
    </>
  );
}

function usePlanColumns({ loan, instalments }: LoanPlanBody): readonly Column<InstalmentBody>[] {
  const { t } = useTranslation('servicing');
  const isLease = loan.structure.lease !== null;
  const count = instalments.length;
  const nameOf = (number: number) => {
    if (!isLease) return t('plan.of', { number, count });
    if (number > loan.term_months) return t('rental.residual');
    return t('rental.of', { number, count: loan.term_months });
  };
  return [
    {
      key: 'number',
      title: t('plan.number'),
      cell: ({ number }) => nameOf(number),
    },
    {
      key: 'due',
      title: t(isLease ? 'rental.due_on' : 'plan.due_on'),
      cell: ({ due_on }) => <DateText value={due_on} />,
    },
    { key: 'state', title: t('status'), cell: (line) => <LineState line={line} /> },
    {
      key: 'amount',
      title: t(isLease ? 'rental.amount' : 'plan.amount'),
      numeric: true,
      cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
    },
    {
      key: 'principal',
      title: t('plan.principal'),
      numeric: true,
      phone: false,
      cell: ({ principal }) => <MoneyText value={principal} form="figure" />,
    },
    {
      key: 'interest',
      title: t('plan.interest'),
      numeric: true,
      cell: ({ interest }) => <MoneyText value={interest} form="figure" />,
    },
    {
      key: 'penalty',
      title: t('plan.penalty'),
      numeric: true,
      phone: false,
      cell: ({ penalty }) => <MoneyText value={penalty} form="figure" />,
    },
    {
      key: 'left',
      title: t('plan.left'),
      numeric: true,
      cell: ({ left }) => <MoneyText value={left} form="figure" />,
    },
    {
      key: 'balance',
      title: t('plan.balance'),
      numeric: true,
      phone: false,
      cell: ({ balance }) => <MoneyText value={balance} form="figure" />,
    },
  ];
}

function LineState({ line }: { line: InstalmentBody }) {
  const { t } = useTranslation('servicing');
  if (line.paid_on !== null)
    return <StatusTag tone="good" label={t('plan.paid_on', { day: line.paid_on })} />;
  if (line.is_late) return <StatusTag tone="bad" label={t('plan.late')} />;
  return <StatusTag tone="waiting" label={t('plan.ahead')} />;
}
