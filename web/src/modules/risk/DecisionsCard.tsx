import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  listDecisionsOptions,
  replayDecisionOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { CaseDecisionBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { Facts } from '@/shared/Facts';
import { QueryGate } from '@/shared/QueryGate';
import { OutcomeTag } from './OutcomeTag';
import { OverrideDrawer } from './OverrideDrawer';
import { useDecisionWords } from './useDecisionWords';
import './risk.css';

const SHOWN = 3;

/** What the strategy has decided about a company: reasons, facts, played again, overridden. */
export function DecisionsCard({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation('risk');
  const decisions = useQuery(
    listDecisionsOptions({ query: { enterprise_id: enterpriseId, limit: SHOWN } }),
  );
  return (
    <section className="card risk-part">
      <h2>{t('decision.list')}</h2>
      <QueryGate query={decisions}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t('decision.none_hint')}</p>
          ) : (
            items.map((decision) => <OneDecision key={decision.id} decision={decision} />)
          )
        }
      </QueryGate>
    </section>
  );
}

function OneDecision({ decision }: { decision: CaseDecisionBody }) {
  const { t } = useTranslation('risk');
  const { fact, reason } = useDecisionWords();
  const mayOverride = useMay('risk:override');
  const [isOpen, setOpen] = useState(false);
  const { override } = decision;
  return (
    <article className="risk-decision">
      <p>
        <OutcomeTag outcome={decision.outcome} /> {decision.reasons.map(reason).join(t('comma'))}{' '}
        <span className="muted">
          <DateText value={decision.decided_at} /> ·{' '}
          {t('strategy.version', { number: decision.strategy_number })} ·{' '}
          <Replayed decisionId={decision.id} />
        </span>
      </p>
      {override !== null && (
        <p>
          {t('decision.override')} <OutcomeTag outcome={override.outcome} /> {override.reason}
        </p>
      )}
      <details>
        <summary>{t('decision.facts')}</summary>
        <Facts facts={decision.facts.map(({ name, value }) => ({ label: fact(name), value }))} />
      </details>
      {mayOverride && override === null && (
        <Button size="small" onClick={() => setOpen(true)}>
          {t('decision.do_override')}
        </Button>
      )}
      {isOpen && <OverrideDrawer decision={decision} onClose={() => setOpen(false)} />}
    </article>
  );
}

function Replayed({ decisionId }: { decisionId: string }) {
  const { t } = useTranslation('risk');
  const replay = useQuery(replayDecisionOptions({ path: { decision_id: decisionId } }));
  if (replay.data === undefined) return null;
  return <>{t(replay.data.is_same ? 'decision.same' : 'decision.differs')}</>;
}
