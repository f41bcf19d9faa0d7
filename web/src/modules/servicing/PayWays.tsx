import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LoanPlanBody, QuoteBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { EmptyState } from '@/shared/EmptyState';
import { Facts } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';
import { DirectDebit } from './DirectDebit';
import { FutureQuotes } from './FutureQuotes';
import { partsOf } from './parts';
import { PayPart } from './PayPart';
import { PrepayDrawer } from './PrepayDrawer';
import { RepayButton } from './RepayButton';
import './servicing.css';

/** What each way of paying costs today: the instalment, what is late, everything. */
export function PayWays({ plan }: { plan: LoanPlanBody }) {
  const { t } = useTranslation('servicing');
  if (plan.pending)
    return <Alert type="info" showIcon message={t('pending')} description={t('pending_hint')} />;
  if (plan.loan.status === 'written_off')
    return <EmptyState title={t('status.written_off')} hint={t('written_off_hint')} />;
  if (plan.loan.status === 'closed')
    return <EmptyState title={t('closed')} hint={t('closed_hint')} />;
  return (
    <>
      <div className="pay-ways">
        {waysOf(plan.quotes).map((quote) => (
          <PayWay key={quote.kind} plan={plan} quote={quote} />
        ))}
        <PrepayWay plan={plan} />
      </div>
      <FutureQuotes loan={plan.loan} />
      <DirectDebit loan={plan.loan} />
    </>
  );
}

/** A part of the principal early: once nothing has fallen due, and how much is the borrower's choice. */
function PrepayWay({ plan }: { plan: LoanPlanBody }) {
  const { t } = useTranslation('servicing');
  const { portal } = useSession();
  const mayRepay = useMay('servicing:repay') && portal === 'enterprise';
  const [isOpen, setOpen] = useState(false);
  if (plan.loan.structure.lease !== null) return null;
  if (!mayRepay || plan.quotes.some(({ kind }) => kind === 'arrears')) return null;
  return (
    <section className="pay-way">
      <h3>{t('pay.title.prepayment')}</h3>
      <span className="muted small">{t('pay.hint.prepayment')}</span>
      <Button onClick={() => setOpen(true)}>{t('prepay.open')}</Button>
      <PrepayDrawer loan={plan.loan} open={isOpen} onClose={() => setOpen(false)} />
    </section>
  );
}

/** Where the oldest instalment is all that is late, two names for one payment would confuse. */
function waysOf(quotes: readonly QuoteBody[]): readonly QuoteBody[] {
  const arrears = quotes.find(({ kind }) => kind === 'arrears');
  return quotes.filter(
    ({ kind, amount }) => kind !== 'instalment' || amount.amount !== arrears?.amount.amount,
  );
}

function PayWay({ plan, quote }: { plan: LoanPlanBody; quote: QuoteBody }) {
  const { t } = useTranslation('servicing');
  const { portal } = useSession();
  const mayRepay = useMay('servicing:repay') && portal === 'enterprise';
  return (
    <section className="pay-way">
      <h3>{t(`pay.title.${quote.kind}`)}</h3>
      <span className="amount">
        <MoneyText value={quote.amount} />
      </span>
      <span className="muted small">{t(`pay.hint.${quote.kind}`, { day: quote.as_of })}</span>
      <Facts facts={partsOf(quote, t)} />
      {mayRepay && <RepayButton loan={plan.loan} quote={quote} />}
      {mayRepay && quote.kind === 'arrears' && <PayPart loan={plan.loan} quote={quote} />}
    </section>
  );
}
