import { useTranslation } from 'react-i18next';
import { listInvoicesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { Direction, InvoiceBody, InvoiceStatus } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { FilterBar } from '@/shared/list/FilterBar';
import { PagedRows } from '@/shared/list/PagedRows';
import type { Column, Filter } from '@/shared/list/types';
import { useFilters } from '@/shared/list/useFilters';
import { MoneyText } from '@/shared/MoneyText';
import { StatusTag, type Tone } from '@/shared/StatusTag';

const STATUS_TONES: Record<InvoiceStatus, Tone> = {
  valid: 'good',
  offset: 'neutral',
  abnormal: 'warning',
  void: 'bad',
};

/** Every invoice, newest first; the filters stand in the URL. */
export function InvoiceRows({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation('parties');
  const [{ cursor: _, tab: __, ...values }, change] = useFilters();
  return (
    <>
      <div className="list-tools">
        <FilterBar filters={useInvoiceFilters()} values={values} onChange={change} />
      </div>
      <PagedRows
        label={t('invoices.list')}
        read={({ limit, cursor, filters }) =>
          listInvoicesOptions({
            path: { enterprise_id: enterpriseId },
            query: {
              limit,
              cursor,
              direction: filters.direction as Direction | undefined,
              status: filters.status === 'red' ? undefined : (filters.status as InvoiceStatus),
              only_red: filters.status === 'red' || undefined,
              from_day: filters.from,
              until_day: filters.until,
            },
          })
        }
        filters={values}
        columns={useInvoiceColumns()}
        rowKey={({ id }) => id}
        empty={{ title: t('invoices.empty'), hint: t('invoices.empty_hint') }}
      />
    </>
  );
}

function useInvoiceFilters(): readonly Filter[] {
  const { t } = useTranslation('parties');
  return [
    {
      kind: 'choice',
      name: 'direction',
      label: t('invoice.direction'),
      options: ['output', 'input'].map((value) => ({ value, label: t(`direction.${value}`) })),
    },
    {
      kind: 'choice',
      name: 'status',
      label: t('invoice.status'),
      options: [...Object.keys(STATUS_TONES), 'red'].map((value) => ({
        value,
        label: t(`invoice.${value}`),
      })),
    },
    { kind: 'day', name: 'from', label: t('invoice.from') },
    { kind: 'day', name: 'until', label: t('invoice.until') },
  ];
}

function useInvoiceColumns(): readonly Column<InvoiceBody>[] {
  const { t } = useTranslation('parties');
  return [
    {
      key: 'number',
      title: t('invoice.number'),
      cell: ({ number }) => (
        <span className="tabular">{number.startsWith('~') ? t('invoice.no_number') : number}</span>
      ),
    },
    {
      key: 'day',
      title: t('invoice.day'),
      cell: ({ issued_on }) => <DateText value={issued_on} />,
    },
    {
      key: 'direction',
      title: t('invoice.direction'),
      cell: ({ direction }) => t(`direction.${direction}`),
    },
    { key: 'partner', title: t('invoice.partner'), cell: ({ partner }) => partner || '–' },
    {
      key: 'net',
      title: t('invoice.net'),
      numeric: true,
      cell: ({ net }) => <MoneyText value={net} form="figure" />,
    },
    {
      key: 'tax',
      title: t('invoice.tax'),
      numeric: true,
      cell: ({ tax }) => <MoneyText value={tax} form="figure" />,
    },
    {
      key: 'status',
      title: t('invoice.status'),
      cell: ({ status, is_red }) => (
        <span className="invoice-state">
          <StatusTag tone={STATUS_TONES[status]} label={t(`invoice.${status}`)} />
          {is_red && <StatusTag tone="warning" label={t('invoice.red')} />}
        </span>
      ),
    },
  ];
}
