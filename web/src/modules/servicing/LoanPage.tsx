import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getLoanOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { LoanBody, LoanPlanBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { DetailPage } from '@/shared/DetailPage';
import { Facts } from '@/shared/Facts';
import { useFloatingFacts } from '@/shared/floatingFacts';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { formatRate } from '@/shared/rates';
import { StatusTag } from '@/shared/StatusTag';
import { usePathParam } from '@/shared/usePathParam';
import { LeaseTab } from './LeaseTab';
import { LoanHistory } from './LoanHistory';
import { LoanCategory } from './LoanCategory';
import { LoanState } from './LoanState';
import { PayWays } from './PayWays';
import { PlanTable } from './PlanTable';
import { RepayButton } from './RepayButton';
import { Repayments } from './Repayments';
import { Watch } from './Watch';
import { firstQuote } from './words';

export default function LoanPage() {
  const loanId = usePathParam('loanId');
  const plan = useQuery(getLoanOptions({ path: { loan_id: loanId } }));
  return <QueryGate query={plan}>{(data) => <LoanDetail plan={data} />}</QueryGate>;
}

function LoanDetail({ plan }: { plan: LoanPlanBody }) {
  const { t } = useTranslation('servicing');
  const isStaff = useMay('servicing:view_everywhere');
  const seesWarnings = useMay('warnings:view');
  const { portal } = useSession();
  const { loan } = plan;
  return (
    <DetailPage
      title={
        portal === 'enterprise' ? loan.product_name : `${loan.borrower_name} · ${loan.product_name}`
      }
      tags={
        <>
          <LoanState loan={loan} />
          {plan.pending && <StatusTag tone="running" label={t('pending_short')} />}
        </>
      }
      amount={
        <>
          <span className="muted small">{t('outstanding')}</span>{' '}
          <MoneyText value={loan.outstanding} strong />
        </>
      }
      nextAction={<NextPayment plan={plan} />}
      tabs={[
        {
          key: 'plan',
          label: t(loan.structure.lease ? 'rental.plan' : 'tab.plan'),
          content: <PlanTable plan={plan} />,
        },
        ...(loan.structure.lease
          ? [{ key: 'lease', label: t('tab.lease'), content: <LeaseTab loan={loan} /> }]
          : []),
        { key: 'pay', label: t('tab.pay'), content: <PayWays plan={plan} /> },
        { key: 'history', label: t('tab.history'), content: <Repayments loanId={loan.id} /> },
        { key: 'facts', label: t('tab.facts'), content: <LoanHistory loan={loan} /> },
        { key: 'terms', label: t('tab.terms'), content: <LoanTerms loan={loan} /> },
        ...(isStaff
          ? [{ key: 'category', label: t('tab.category'), content: <LoanCategory loan={loan} /> }]
          : []),
        ...(seesWarnings
          ? [{ key: 'watch', label: t('tab.watch'), content: <Watch loan={loan} /> }]
          : []),
      ]}
    />
  );
}

/** One button: what is late, else the next instalment. */
function NextPayment({ plan }: { plan: LoanPlanBody }) {
  const { portal } = useSession();
  const mayRepay = useMay('servicing:repay');
  const quote = firstQuote(plan.quotes);
  if (portal !== 'enterprise' || !mayRepay || quote === undefined) return null;
  return <RepayButton loan={plan.loan} quote={quote} primary />;
}

function LoanTerms({ loan }: { loan: LoanBody }) {
  const { t } = useTranslation('servicing');
  const { portal } = useSession();
  const floating = useFloatingFacts(loan.structure.floating);
  return (
    <>
      <Facts
        facts={[
          { label: t('number'), value: loan.number },
          { label: t('borrower'), value: loan.borrower_name },
          { label: t('lender'), value: loan.lender_name },
          { label: t('loan_amount'), value: <MoneyText value={loan.principal} /> },
          { label: t('yearly_rate'), value: formatRate(loan.yearly_rate) },
          ...floating,
          { label: t('method'), value: t(`method.${loan.method}`) },
          { label: t('term'), value: t('months', { count: loan.term_months }) },
          { label: t('opened_on'), value: <DateText value={loan.opened_on} /> },
          { label: t('last_due_on'), value: <DateText value={loan.last_due_on} /> },
          { label: t('closed_on'), value: <DateText value={loan.closed_on} /> },
        ]}
      />
      <ButtonLink to={`/${portal}/contracts/${loan.id}`}>{t('to_contract')}</ButtonLink>
    </>
  );
}
