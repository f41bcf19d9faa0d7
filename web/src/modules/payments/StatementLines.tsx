import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BankLineBody } from '@/api/generated/types.gen';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { StatusTag } from '@/shared/StatusTag';

/** Lines of the bank, each with its counterpart: the order it belongs to, or its break. */
export function StatementLines({ lines }: { lines: readonly BankLineBody[] }) {
  const { t, i18n } = useTranslation('payments');
  const kindOf = (kind: string | null): string =>
    kind && i18n.exists(`payments:line.kind.${kind}`) ? t(`line.kind.${kind}`) : (kind ?? '–');
  const columns: readonly Column<BankLineBody>[] = [
    { key: 'number', title: t('line.number'), cell: ({ number }) => number, width: 80 },
    { key: 'kind', title: t('line.kind'), cell: ({ kind }) => kindOf(kind) },
    {
      key: 'amount',
      title: t('line.amount'),
      numeric: true,
      cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
    },
    { key: 'account', title: t('line.account'), cell: ({ sub_account }) => sub_account ?? '–' },
    {
      key: 'counterpart',
      title: t('line.counterpart'),
      cell: ({ order_id, break_id }) => {
        if (break_id)
          return (
            <Link to={`/operations/breaks/${break_id}`}>
              <StatusTag tone="warning" label={t('line.break')} />
            </Link>
          );
        return order_id ? (
          <Link to={`/operations/payments/${order_id}`}>{t('line.order')}</Link>
        ) : (
          '–'
        );
      },
    },
    {
      key: 'reference',
      title: t('line.reference'),
      cell: ({ bank_reference }) => bank_reference ?? '–',
      phone: false,
    },
  ];
  return (
    <RowTable
      label={t('lines.title')}
      rows={lines}
      rowKey={({ number }) => String(number)}
      columns={columns}
    />
  );
}
