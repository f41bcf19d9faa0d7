import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { matchProductsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { MatchBody, OfferBody } from '@/api/generated/types.gen';
import { EmptyState } from '@/shared/EmptyState';
import { useFilters } from '@/shared/list/useFilters';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { AskAll } from './AskAll';
import { CompareBar } from './CompareBar';
import { OfferCard } from './OfferCard';
import { Questions } from './Questions';
import { RefusalCard } from './RefusalCard';
import { amountOf, wishOf, type Wish } from './wish';
import './matching.css';

interface FitProps {
  enterpriseId: string;
  mayApply: boolean;
}

/** Three questions, then what fits, best first, and why the rest does not. */
export function Fit({ enterpriseId, mayApply }: FitProps) {
  const { t } = useTranslation('matching');
  const [search, change] = useFilters();
  const wish = wishOf(search);
  const amount = amountOf(wish.wan);
  return (
    <>
      <PageHead title={t('title')} />
      <p className="muted">{t('lead')}</p>
      <Questions
        key={JSON.stringify(wish)}
        initial={wish}
        onAsk={({ wan, months, purpose, priority }) =>
          change({ wan, months: String(months), purpose, priority })
        }
      />
      {amount !== undefined && (
        <Answers enterpriseId={enterpriseId} wish={wish} amount={amount} mayApply={mayApply} />
      )}
    </>
  );
}

interface AnswersProps extends FitProps {
  wish: Wish;
  amount: string;
}

function Answers({ enterpriseId, wish, amount, mayApply }: AnswersProps) {
  const match = useQuery({
    ...matchProductsOptions({
      path: { enterprise_id: enterpriseId },
      query: {
        amount,
        term_months: wish.months,
        purpose: wish.purpose,
        priority: wish.priority,
      },
    }),
    placeholderData: keepPreviousData,
    // Each asking goes on record: coming back to the window is not asking.
    refetchOnWindowFocus: false,
  });
  return (
    <QueryGate query={match}>
      {(result) => (
        <Result
          key={`${amount} ${wish.months} ${wish.purpose} ${wish.priority}`}
          result={result}
          wish={wish}
          mayApply={mayApply}
        />
      )}
    </QueryGate>
  );
}

interface ResultProps {
  result: MatchBody;
  wish: Wish;
  mayApply: boolean;
}

function Result({ result: { eligible, refused }, wish, mayApply }: ResultProps) {
  const { t } = useTranslation('matching');
  const [compared, setCompared] = useState<readonly string[]>([]);
  const chosen = eligible.filter(({ product_id }) => compared.includes(product_id));
  const toggle = ({ product_id }: OfferBody): void =>
    setCompared(
      compared.includes(product_id)
        ? compared.filter((id) => id !== product_id)
        : [...compared, product_id],
    );
  if (eligible.length + refused.length === 0) return <EmptyState title={t('no_products')} />;
  return (
    <div className="fit-answers" aria-live="polite">
      {eligible.length === 0 ? (
        <EmptyState title={t('none.title')} hint={t('none.hint')} />
      ) : (
        <h2>{t('eligible', { count: eligible.length })}</h2>
      )}
      <ul className="fit-cards">
        {eligible.map((offer) => (
          <OfferCard
            key={offer.product_id}
            offer={offer}
            wish={wish}
            mayApply={mayApply}
            compared={compared.includes(offer.product_id)}
            onCompare={() => toggle(offer)}
            compareIsFull={compared.length >= 3}
          />
        ))}
      </ul>
      {mayApply && eligible.length > 0 && <AskAll wish={wish} />}
      {refused.length > 0 && <h2>{t('refused', { count: refused.length })}</h2>}
      <ul className="fit-cards">
        {refused.map((refusal) => (
          <RefusalCard key={refusal.product_id} refusal={refusal} mayAct={mayApply} />
        ))}
      </ul>
      <CompareBar offers={chosen} onClear={() => setCompared([])} />
    </div>
  );
}
