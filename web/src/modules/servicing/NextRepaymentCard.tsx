import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getLoanOptions, listLoansOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { LoanBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { LoanState } from './LoanState';
import { RepayButton } from './RepayButton';
import './servicing.css';
import { firstQuote } from './words';

/** On the borrower's first page: what is owed next, and one button to pay it. */
export default function NextRepaymentCard() {
  const { t } = useTranslation('servicing');
  const loans = useQuery(listLoansOptions({ query: { status: 'active', limit: 50 } }));
  return (
    <section className="card">
      <h2>{t('card.title')}</h2>
      <QueryGate query={loans}>
        {({ items }) => {
          const first = soonest(items);
          if (first === undefined) return <p className="muted">{t('card.nothing')}</p>;
          return <NextOf loan={first} />;
        }}
      </QueryGate>
    </section>
  );
}

/** Days are written so that they sort. */
function soonest(loans: readonly LoanBody[]): LoanBody | undefined {
  const dueOn = (loan: LoanBody) => loan.next_instalment?.due_on ?? '9999';
  return loans.toSorted((one, other) => dueOn(one).localeCompare(dueOn(other)))[0];
}

function NextOf({ loan }: { loan: LoanBody }) {
  const { t } = useTranslation('servicing');
  const mayRepay = useMay('servicing:repay');
  const plan = useQuery(getLoanOptions({ path: { loan_id: loan.id } }));
  return (
    <QueryGate query={plan}>
      {(data) => {
        const quote = firstQuote(data.quotes);
        return (
          <>
            <p className="muted">
              {loan.product_name} <LoanState loan={data.loan} />
            </p>
            <p className="next-amount">
              <MoneyText value={quote?.amount ?? data.pending?.amount} strong />
            </p>
            <p className="muted">
              {data.pending ? (
                t('pending')
              ) : (
                <>
                  {t(loan.structure.lease ? 'rental.next_due_on' : 'next_due_on')}{' '}
                  <DateText value={data.loan.next_instalment?.due_on} />
                </>
              )}
            </p>
            {mayRepay && quote && <RepayButton loan={data.loan} quote={quote} primary />}{' '}
            <ButtonLink to={`/enterprise/loans/${loan.id}`}>{t('card.plan')}</ButtonLink>
          </>
        );
      }}
    </QueryGate>
  );
}
