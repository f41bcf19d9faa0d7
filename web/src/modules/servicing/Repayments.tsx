import { useTranslation } from 'react-i18next';
import { listRepaymentsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { RepaymentBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { PagedRows } from '@/shared/list/PagedRows';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { StatusTag } from '@/shared/StatusTag';
import { REPAYMENT_TONES } from './words';

/** What was paid, what it was set against, and what the bank refused. */
export function Repayments({ loanId }: { loanId: string }) {
  const { t } = useTranslation('servicing');
  return (
    <PagedRows
      label={t('tab.history')}
      read={({ limit, cursor }) =>
        listRepaymentsOptions({ path: { loan_id: loanId }, query: { limit, cursor } })
      }
      filters={{}}
      columns={useRepaymentColumns()}
      rowKey={({ id }) => id}
      empty={{ title: t('history.empty'), hint: t('history.empty_hint') }}
    />
  );
}

function useRepaymentColumns(): readonly Column<RepaymentBody>[] {
  const { t } = useTranslation('servicing');
  const part = (
    key: 'principal' | 'interest' | 'penalty' | 'fee',
    title: string,
  ): Column<RepaymentBody> => ({
    key,
    title,
    numeric: true,
    cell: (row) => <MoneyText value={row.status === 'applied' ? row[key] : null} form="figure" />,
  });
  return [
    { key: 'kind', title: t('history.kind'), cell: ({ kind }) => t(`pay.title.${kind}`) },
    {
      key: 'on',
      title: t('history.on'),
      cell: ({ ordered_on }) => <DateText value={ordered_on} />,
    },
    { key: 'status', title: t('status'), cell: (row) => <RepaymentState repayment={row} /> },
    {
      key: 'amount',
      title: t('history.amount'),
      numeric: true,
      cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
    },
    part('principal', t('principal')),
    part('interest', t('interest')),
    part('penalty', t('penalty')),
    part('fee', t('prepayment_fee')),
  ];
}

function RepaymentState({ repayment }: { repayment: RepaymentBody }) {
  const { t, i18n } = useTranslation('servicing');
  const { status, reason_code } = repayment;
  const known = reason_code !== null && i18n.exists(`servicing:reason.${reason_code}`);
  const reason = known ? t(`reason.${reason_code}`) : reason_code;
  return (
    <>
      <StatusTag tone={REPAYMENT_TONES[status]} label={t(`repayment.${status}`)} />
      {repayment.is_cancelled && <StatusTag tone="bad" label={t('fact.cancelled')} />}
      {reason !== null && <div className="muted small">{reason}</div>}
    </>
  );
}
