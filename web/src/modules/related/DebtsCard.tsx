import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settleDebtMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { OutsideDebtBody, RelatedFileBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { NoteDebtDrawer } from './NoteDebtDrawer';

export function DebtsCard({ file }: { file: RelatedFileBody }) {
  const { t } = useTranslation('related');
  const mayNote = useMay('related:note');
  const [isNoting, setNoting] = useState(false);
  const columns: Column<OutsideDebtBody>[] = [
    { key: 'lender', title: t('debt.lender'), cell: ({ lender }) => lender },
    { key: 'source', title: t('debt.source'), cell: ({ source }) => t(`source.${source}`) },
    {
      key: 'amount',
      title: t('debt.amount'),
      numeric: true,
      cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
    },
    { key: 'as_of', title: t('debt.as_of'), cell: ({ as_of }) => <DateText value={as_of} /> },
  ];
  if (mayNote)
    columns.push({ key: 'settle', title: '', cell: ({ id }) => <SettleButton debtId={id} /> });
  return (
    <section className="card">
      <h2>{t('debts')}</h2>
      {file.debts.length === 0 ? (
        <EmptyState title={t('debts.none')} hint={t('debts.none_hint')} />
      ) : (
        <RowTable label={t('debts')} rows={file.debts} rowKey={({ id }) => id} columns={columns} />
      )}
      {mayNote && <Button onClick={() => setNoting(true)}>{t('debt.add')}</Button>}
      <NoteDebtDrawer
        companyId={file.company.id}
        open={isNoting}
        onClose={() => setNoting(false)}
      />
    </section>
  );
}

function SettleButton({ debtId }: { debtId: string }) {
  const { t } = useTranslation('related');
  const settle = useAction(settleDebtMutation());
  return (
    <Button
      size="small"
      loading={settle.isPending}
      onClick={() => settle.mutate({ path: { debt_id: debtId } })}
    >
      {t('debt.settle')}
    </Button>
  );
}
