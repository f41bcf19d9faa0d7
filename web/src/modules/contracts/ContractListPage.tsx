import { useTranslation } from 'react-i18next';
import { listContractsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ContractBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure } from '@/shared/money';
import { formatRate } from '@/shared/rates';
import { ContractState } from './ContractState';
import { TONES } from './words';

const STATES = Object.keys(TONES) as ContractBody['status'][];

export default function ContractListPage() {
  const { t } = useTranslation('contracts');
  const { portal } = useSession();
  const maySeal = useMay('contracts:sign');
  return (
    <ListPage
      title={t('list.title')}
      actions={maySeal && <ButtonLink to={`/${portal}/sealings`}>{t('seal.title')}</ButtonLink>}
      read={({ limit, cursor, filters }) =>
        listContractsOptions({
          query: { limit, cursor, status: STATES.find((state) => state === filters.status) },
        })
      }
      columns={useColumns()}
      rowKey={({ id }) => id}
      to={({ id }) => `/${portal}/contracts/${id}`}
      filters={[
        {
          kind: 'choice',
          name: 'status',
          label: t('status'),
          options: STATES.map((value) => ({ value, label: t(`status.${value}`) })),
        },
      ]}
      empty={{ title: t('list.empty'), hint: t(`list.empty_hint.${portal}`) }}
    />
  );
}

/** Who the other side is depends on who reads; staff see both. */
function useColumns(): readonly Column<ContractBody>[] {
  const { t } = useTranslation('contracts');
  const { portal } = useSession();
  const borrower: Column<ContractBody> = {
    key: 'borrower',
    title: t('side.enterprise'),
    cell: (row) => row.borrower.name,
    text: (row) => row.borrower.name,
  };
  const lender: Column<ContractBody> = {
    key: 'lender',
    title: t('side.institution'),
    cell: (row) => row.lender.name,
    text: (row) => row.lender.name,
  };
  return [
    {
      key: 'number',
      title: t('number'),
      cell: ({ number }) => <span className="tabular">{number}</span>,
      text: ({ number }) => number,
    },
    {
      key: 'status',
      title: t('status'),
      cell: (contract) => <ContractState contract={contract} />,
      text: ({ status }) => t(`status.${status}`),
    },
    ...(portal === 'enterprise' ? [] : [borrower]),
    ...(portal === 'institution' ? [] : [lender]),
    {
      key: 'product',
      title: t('product'),
      cell: ({ product_name }) => product_name,
      text: ({ product_name }) => product_name,
    },
    {
      key: 'principal',
      title: t('principal_yuan'),
      numeric: true,
      cell: ({ principal }) => <MoneyText value={principal} form="figure" />,
      text: ({ principal }) => formatFigure(principal),
    },
    {
      key: 'rate',
      title: t('yearly_rate'),
      numeric: true,
      cell: ({ yearly_rate }) => formatRate(yearly_rate),
      text: ({ yearly_rate }) => formatRate(yearly_rate),
    },
    {
      key: 'sign_by',
      title: t('sign_by'),
      cell: ({ sign_by }) => <DateText value={sign_by} />,
      text: ({ sign_by }) => sign_by,
    },
  ];
}
