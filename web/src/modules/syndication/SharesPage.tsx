import { useTranslation } from 'react-i18next';
import { listOwnSharesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { OwnShareBody } from '@/api/generated/types.gen';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure, fromMinor, toMinor } from '@/shared/money';
import { GiveBack } from './GiveBack';

const FIGURES = ['share', 'received', 'income'] as const;

/** Loans that one funds together with others: what was put in, what came back, what is on its way. */
export default function SharesPage() {
  const { t, i18n } = useTranslation(['syndication', 'errors']);
  const reasonOf = ({ reason_code }: OwnShareBody) => {
    if (reason_code === null) return '';
    return i18n.exists(`errors:${reason_code}`) ? t(`errors:${reason_code}`) : reason_code;
  };
  const columns: readonly Column<OwnShareBody>[] = [
    {
      key: 'loan',
      title: t('loan'),
      cell: ({ product_name }) => product_name,
      text: ({ product_name }) => product_name,
    },
    {
      key: 'borrower',
      title: t('borrower'),
      cell: ({ borrower_name }) => borrower_name,
      text: ({ borrower_name }) => borrower_name,
    },
    {
      key: 'lender',
      title: t('lead_lender'),
      cell: ({ lender_name }) => lender_name,
      text: ({ lender_name }) => lender_name,
    },
    ...FIGURES.map((name): Column<OwnShareBody> => ({
      key: name,
      title: t(`${name}_yuan`),
      numeric: true,
      cell: (own) => <MoneyText value={own[name]} form="figure" />,
      text: (own) => formatFigure(own[name]),
    })),
    {
      key: 'waiting',
      title: t('waiting_yuan'),
      numeric: true,
      cell: (own) => (
        <>
          <MoneyText value={own.waiting} form="figure" />
          {own.reason_code !== null && <div className="muted small">{reasonOf(own)}</div>}
        </>
      ),
      text: (own) => [formatFigure(own.waiting), reasonOf(own)].filter(Boolean).join(' · '),
    },
    {
      key: 'owed',
      title: t('owed_yuan'),
      numeric: true,
      cell: (own) => <Owed own={own} />,
      text: ({ owed }) => formatFigure(owed),
    },
  ];
  return (
    <ListPage
      title={t('title')}
      read={({ limit, cursor }) => listOwnSharesOptions({ query: { limit, cursor } })}
      columns={columns}
      rowKey={({ loan_id }) => loan_id}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}

/** What was paid and then called back: it is set off by itself, unless one gives it back at once. */
function Owed({ own }: { own: OwnShareBody }) {
  const { t } = useTranslation('syndication');
  const left = toMinor(own.owed.amount) - toMinor(own.returning.amount);
  const isReturning = toMinor(own.returning.amount) !== 0n;
  return (
    <>
      <MoneyText value={own.owed} form="figure" />
      {isReturning && (
        <div className="muted small">{t('returning', { amount: formatFigure(own.returning) })}</div>
      )}
      {left !== 0n && <GiveBack own={own} amount={fromMinor(left)} />}
    </>
  );
}
