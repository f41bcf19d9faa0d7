import { useQuery } from '@tanstack/react-query';
import { FileExcelOutlined } from '@ant-design/icons';
import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { getTrialBalanceOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { TrialLineBody } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { EmptyState } from '@/shared/EmptyState';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { useFilters } from '@/shared/list/useFilters';
import { MoneyText } from '@/shared/MoneyText';
import { fromMinor, toMinor, type Money } from '@/shared/money';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { Tile, Tiles } from '@/shared/Tiles';

/** All accounts by code, now or proved from the entries of an earlier day. */
export default function TrialBalancePage() {
  const { t } = useTranslation('ledger');
  const [{ as_of }, change] = useFilters();
  const trial = useQuery(getTrialBalanceOptions({ query: { as_of } }));
  return (
    <>
      <PageHead
        title={t('trial.title')}
        actions={
          <>
            <ButtonLink to="/operations/ledger/entries">{t('journal.title')}</ButtonLink>
            <ButtonLink to="/operations/ledger/revenue">{t('revenue.title')}</ButtonLink>
            <ButtonLink to="/operations/ledger/proofs">{t('proof.title')}</ButtonLink>
            <Button
              icon={<FileExcelOutlined />}
              href={`/api/v1/ledger/trial-balance.xlsx${as_of ? `?as_of=${as_of}` : ''}`}
            >
              {t('excel')}
            </Button>
            <DatePicker
              aria-label={t('trial.as_of')}
              placeholder={t('trial.as_of')}
              value={as_of ? dayjs(as_of) : null}
              maxDate={dayjs()}
              onChange={(_, text) => change({ as_of: typeof text === 'string' ? text : undefined })}
            />
          </>
        }
      />
      <p className="muted">{as_of ? t('trial.then', { day: as_of }) : t('trial.now')}</p>
      <QueryGate query={trial}>
        {({ lines }) =>
          lines.length > 0 ? (
            <Balances lines={lines} />
          ) : (
            <EmptyState title={t('trial.empty')} hint={t('trial.empty_hint')} />
          )
        }
      </QueryGate>
    </>
  );
}

function Balances({ lines }: { lines: readonly TrialLineBody[] }) {
  const { t } = useTranslation('ledger');
  const debit = sum(lines.map((line) => line.debit));
  const credit = sum(lines.map((line) => line.credit));
  const isBalanced = debit.amount === credit.amount;
  const columns: readonly Column<TrialLineBody>[] = [
    { key: 'code', title: t('trial.code'), cell: ({ code }) => t(`code.${code}`) },
    { key: 'accounts', title: t('trial.accounts'), numeric: true, cell: (line) => line.accounts },
    {
      key: 'debit',
      title: t('trial.debit'),
      numeric: true,
      cell: (line) => <MoneyText value={line.debit} form="figure" />,
    },
    {
      key: 'credit',
      title: t('trial.credit'),
      numeric: true,
      cell: (line) => <MoneyText value={line.credit} form="figure" />,
    },
  ];
  return (
    <>
      <Tiles>
        <Tile label={t('trial.debit_sum')} value={<MoneyText value={debit} form="short" />} />
        <Tile label={t('trial.credit_sum')} value={<MoneyText value={credit} form="short" />} />
        <Tile
          label={t('trial.proof')}
          value={
            <StatusTag
              tone={isBalanced ? 'good' : 'bad'}
              label={t(isBalanced ? 'trial.balanced' : 'trial.unbalanced')}
            />
          }
          alarming={!isBalanced}
        />
      </Tiles>
      <RowTable
        label={t('trial.title')}
        rows={lines}
        rowKey={({ code }) => code}
        columns={columns}
        to={({ code }) => `/operations/ledger/accounts/${code}`}
      />
    </>
  );
}

function sum(amounts: readonly Money[]): Money {
  return fromMinor(amounts.reduce((total, { amount }) => total + toMinor(amount), 0n));
}
