import { FileExcelOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { listRevenueOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { RevenueLineBody } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { ListPage } from '@/shared/list/ListPage';
import type { Column, Filter } from '@/shared/list/types';
import { useFilters } from '@/shared/list/useFilters';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure } from '@/shared/money';
import { PLATFORM, useProductName } from './words';

/** What the platform earned, by month, kind and product; each figure opens its account. */
export default function RevenuePage() {
  const { t } = useTranslation('ledger');
  const productName = useProductName();
  const [{ since, until }] = useFilters();
  const filters: readonly Filter[] = [
    { name: 'since', label: t('revenue.since'), kind: 'day' },
    { name: 'until', label: t('revenue.until'), kind: 'day' },
  ];
  const columns: readonly Column<RevenueLineBody>[] = [
    {
      key: 'month',
      title: t('revenue.month'),
      cell: ({ month }) => month.slice(0, 7),
      text: ({ month }) => month.slice(0, 7),
    },
    {
      key: 'code',
      title: t('revenue.kind'),
      cell: ({ code }) => t(`code.${code}`),
      text: ({ code }) => t(`code.${code}`),
    },
    {
      key: 'product',
      title: t('revenue.product'),
      cell: ({ product }) => productName(product),
      text: ({ product }) => productName(product),
    },
    {
      key: 'amount',
      title: t('revenue.amount'),
      numeric: true,
      cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
      text: ({ amount }) => formatFigure(amount),
    },
    {
      key: 'entries',
      title: t('revenue.entries'),
      numeric: true,
      cell: ({ entries }) => entries,
      text: ({ entries }) => String(entries),
    },
  ];
  return (
    <ListPage
      title={t('revenue.title')}
      read={({ filters: { since, until } }) => listRevenueOptions({ query: { since, until } })}
      filters={filters}
      columns={columns}
      rowKey={({ month, code, product }) => `${month} ${code} ${product}`}
      to={({ code }) => `/operations/ledger/accounts/${code}/${PLATFORM}`}
      actions={
        <>
          <ButtonLink to="/operations/ledger">{t('trial.title')}</ButtonLink>
          <Button icon={<FileExcelOutlined />} href={revenueAddress(since, until)}>
            {t('excel')}
          </Button>
        </>
      }
      empty={{ title: t('revenue.empty'), hint: t('revenue.empty_hint') }}
    />
  );
}

function revenueAddress(since?: string, until?: string): string {
  const days = new URLSearchParams({ ...(since && { since }), ...(until && { until }) });
  return `/api/v1/ledger/revenue.xlsx?${days}`;
}
