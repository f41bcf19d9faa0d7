import { useTranslation } from 'react-i18next';
import { listLedgerAccountsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { AccountBody } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure } from '@/shared/money';
import { usePathParam } from '@/shared/usePathParam';
import { codeOf, useOwner } from './words';

/** The accounts behind one line of the trial balance. */
export default function AccountListPage() {
  const { t } = useTranslation('ledger');
  const code = codeOf(usePathParam('code'));
  const ownerOf = useOwner();
  const columns: readonly Column<AccountBody>[] = [
    { key: 'owner', title: t('accounts.owner'), cell: ownerOf, text: ownerOf },
    {
      key: 'balance',
      title: t('accounts.balance'),
      numeric: true,
      cell: ({ balance }) => <MoneyText value={balance} form="figure" />,
      text: ({ balance }) => formatFigure(balance),
    },
  ];
  return (
    <ListPage
      title={t(`code.${code}`)}
      read={({ limit, cursor }) =>
        listLedgerAccountsOptions({ path: { code }, query: { limit, cursor } })
      }
      columns={columns}
      rowKey={({ owner }) => owner}
      to={({ owner }) => `/operations/ledger/accounts/${code}/${owner}`}
      actions={<ButtonLink to="/operations/ledger">{t('accounts.back')}</ButtonLink>}
      empty={{ title: t('accounts.empty'), hint: t('accounts.empty_hint') }}
    />
  );
}
