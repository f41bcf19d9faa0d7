import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getHistoryOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { LoanBody, LoanFactBody, PendingChangeBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { FourEyes } from '@/shared/FourEyes';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { type Happening, Timeline } from '@/shared/Timeline';
import { toMinor } from '@/shared/money';
import { formatRate } from '@/shared/rates';
import { ChangeLoan } from './ChangeLoan';
import { CancelFactDrawer } from './CancelFactDrawer';
import './servicing.css';

/** What has happened to the loan, for which day it counts, and what it did. */
export function LoanHistory({ loan }: { loan: LoanBody }) {
  const { t } = useTranslation('servicing');
  const history = useQuery(getHistoryOptions({ path: { loan_id: loan.id } }));
  const mayChange = useMay('servicing:change_loan');
  const [cancelled, setCancelled] = useState<LoanFactBody>();
  return (
    <QueryGate query={history}>
      {({ facts, pending }) => (
        <>
          {pending && <PendingChange change={pending} />}
          {mayChange && !pending && loan.status !== 'closed' && <ChangeLoan loan={loan} />}
          {facts.length === 0 ? (
            <EmptyState title={t('facts.empty')} hint={t('facts.empty_hint')} />
          ) : (
            <Timeline
              label={t('tab.facts')}
              items={facts.map((fact) => ({
                ...happeningOf(fact),
                title: <FactTitle fact={fact} />,
                note: (
                  <FactNote
                    fact={fact}
                    onCancel={mayChange && !pending ? setCancelled : undefined}
                  />
                ),
              }))}
            />
          )}
          {cancelled && (
            <CancelFactDrawer
              loan={loan}
              fact={cancelled}
              onClose={() => setCancelled(undefined)}
            />
          )}
        </>
      )}
    </QueryGate>
  );
}

function happeningOf(fact: LoanFactBody): Omit<Happening, 'title' | 'note'> {
  return {
    key: fact.id,
    at: fact.counts_on,
    by: fact.recorded_by_name,
    state: fact.cancelled_at === null ? 'done' : 'failed',
  };
}

function FactTitle({ fact }: { fact: LoanFactBody }) {
  const { t } = useTranslation('servicing');
  return (
    <>
      {t(`fact.${fact.kind}`)} {fact.amount && <MoneyText value={fact.amount} strong />}{' '}
      {fact.cancelled_at !== null && <StatusTag tone="bad" label={t('fact.cancelled')} />}
      {fact.revision > 0 && <StatusTag tone="warning" label={t('fact.revised')} />}
    </>
  );
}

function FactNote({
  fact,
  onCancel,
}: {
  fact: LoanFactBody;
  onCancel?: (fact: LoanFactBody) => void;
}) {
  const { t } = useTranslation('servicing');
  const parts = (['principal', 'interest', 'penalty', 'fee'] as const).filter(
    (part) => toMinor(fact[part].amount) > 0n,
  );
  return (
    <>
      {parts.map((part) => (
        <span key={part} className="fact-part">
          {t(part === 'fee' ? 'prepayment_fee' : part)} <MoneyText value={fact[part]} />
        </span>
      ))}
      {fact.months !== null && (
        <span className="fact-part">{t('months', { count: fact.months })}</span>
      )}
      {fact.method !== null && <span className="fact-part">{t(`method.${fact.method}`)}</span>}
      {fact.yearly_rate !== null && (
        <span className="fact-part">
          {t('yearly_rate')} {formatRate(fact.yearly_rate)}
        </span>
      )}
      {fact.base_rate !== null && (
        <span className="fact-part">
          {t('fact.base_rate', { rate: formatRate(fact.base_rate) })}
        </span>
      )}
      {fact.reason && <p>{fact.reason}</p>}
      {onCancel && fact.can_be_cancelled && (
        <Button size="small" danger onClick={() => onCancel(fact)}>
          {t('fact.cancel')}
        </Button>
      )}
    </>
  );
}

function PendingChange({ change }: { change: PendingChangeBody }) {
  const { t } = useTranslation('servicing');
  const mayApprove = useMay('servicing:approve_change');
  const name = t(change.is_cancellation ? 'fact.cancel' : `fact.${change.kind}`);
  return (
    <section className="pending-change" aria-label={t('change.pending')}>
      <h3>
        {t('change.pending')}: {name} {change.amount && <MoneyText value={change.amount} />}
        {change.months !== null && t('months', { count: change.months })}
      </h3>
      <p className="muted">
        {t('change.counts_on')} <DateText value={change.counts_on} />
      </p>
      <FourEyes
        asked={change}
        mayApprove={mayApprove}
        title={t('change.approve', { name })}
        effect={<p>{t('change.approve_effect')}</p>}
        undo={t('change.approve_undo')}
        approvedWords={t('change.approved')}
        rejectedWords={t('change.rejected')}
      />
    </section>
  );
}
