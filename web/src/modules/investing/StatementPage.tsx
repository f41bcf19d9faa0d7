import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getInvestingStatementOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { InvestingStatementBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { RowTable } from '@/shared/list/RowTable';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import './investing.css';

/** Every change of what one holds, to the cent, and the sums of each year for the tax return. */
export default function StatementPage() {
  const { t } = useTranslation('investing');
  const statement = useQuery(getInvestingStatementOptions());
  return (
    <>
      <PageHead title={t('statement.title')} actions={<Downloads />} />
      <QueryGate query={statement}>
        {({ lines, years }) =>
          lines.length === 0 ? (
            <EmptyState title={t('statement.empty')} hint={t('portfolio.empty_hint')} />
          ) : (
            <>
              <Years years={years} />
              <Lines lines={lines} />
            </>
          )
        }
      </QueryGate>
    </>
  );
}

/** The same on paper and as a workbook, for one year or from the first day on. */
function Downloads() {
  const { t } = useTranslation('investing');
  const [year, setYear] = useState<Dayjs | null>(null);
  const period = year === null ? '' : `?first=${year.year()}-01-01&last=${year.year()}-12-31`;
  return (
    <div className="statement-downloads">
      <DatePicker
        picker="year"
        value={year}
        onChange={setYear}
        placeholder={t('statement.all_years')}
        aria-label={t('statement.year')}
      />
      {(['pdf', 'xlsx'] as const).map((kind) => (
        <Button key={kind} href={`/api/v1/investing/statement.${kind}${period}`}>
          {t(`statement.${kind}`)}
        </Button>
      ))}
    </div>
  );
}

function Years({ years }: Pick<InvestingStatementBody, 'years'>) {
  const { t } = useTranslation('investing');
  return (
    <section>
      <h2>{t('statement.years')}</h2>
      <RowTable
        label={t('statement.years')}
        rows={years}
        rowKey={({ year }) => String(year)}
        columns={[
          { key: 'year', title: t('statement.year'), cell: ({ year }) => year },
          ...(['paid', 'received', 'income', 'fee'] as const).map((name) => ({
            key: name,
            title: t(`statement.${name}`),
            numeric: true,
            cell: (year: InvestingStatementBody['years'][number]) => (
              <MoneyText value={year[name]} form="figure" />
            ),
          })),
        ]}
      />
    </section>
  );
}

function Lines({ lines }: Pick<InvestingStatementBody, 'lines'>) {
  const { t } = useTranslation('investing');
  return (
    <section>
      <h2>{t('statement.lines')}</h2>
      <RowTable
        label={t('statement.lines')}
        rows={lines}
        rowKey={({ id }) => id}
        columns={[
          { key: 'day', title: t('day'), cell: ({ day }) => <DateText value={day} /> },
          { key: 'what', title: t('statement.what'), cell: ({ kind }) => t(`line.${kind}`) },
          { key: 'title', title: t('project'), cell: ({ title }) => title },
          {
            key: 'units',
            title: t('units_yuan'),
            numeric: true,
            cell: ({ units }) => <MoneyText value={units} form="figure" />,
          },
          {
            key: 'cash',
            title: t('cash_yuan'),
            numeric: true,
            cell: ({ cash }) => <MoneyText value={cash} form="figure" />,
          },
          {
            key: 'income',
            title: t('income_yuan'),
            numeric: true,
            cell: ({ income }) => <MoneyText value={income} form="figure" />,
          },
          {
            key: 'fee',
            title: t('fee_yuan'),
            numeric: true,
            cell: ({ fee }) => <MoneyText value={fee} form="figure" />,
          },
        ]}
      />
    </section>
  );
}
