"""Decide about a case by the strategy in force, and keep all that the decision rested on."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql

from rongqu.events.risk import CaseDecided
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import DecisionId, new_id
from rongqu.modules.risk import decision_queries, permissions, queries, tables
from rongqu.modules.risk.deciding import decide
from rongqu.modules.risk.types import Case, Decision


async def decide_case(tx: Tx, case: Case) -> Decision:
    """An application is decided once: again, it is the decision that stands."""
    tx.actor.require(permissions.COMPUTE)
    if case.application_id is not None:
        standing = await decision_queries.find_decision_of(tx, case.application_id)
        if standing is not None:
            return standing
    score = await queries.find_score(tx, case.enterprise_id)
    kept = await decision_queries.get_strategy_in_force(tx)
    facts = await decision_queries.gather_facts(tx, case, score)

    verdict = decide(kept.strategy, facts)
    decision = Decision(
        id=DecisionId(new_id()),
        enterprise_id=case.enterprise_id,
        application_id=case.application_id,
        score_id=None if score is None else score.id,
        strategy_number=kept.number,
        outcome=verdict.outcome,
        reasons=verdict.reasons,
        facts=facts,
        decided_at=tx.now,
    )
    await _insert(tx, decision)

    await tx.publish(
        CaseDecided(
            subject_id=case.enterprise_id,
            parties=(case.enterprise_id,),
            decision_id=decision.id,
            outcome=decision.outcome,
            strategy_number=decision.strategy_number,
        )
    )
    return decision


async def _insert(tx: Tx, decision: Decision) -> None:
    await tx.connection.execute(
        postgresql.insert(tables.decision).values(
            id=decision.id,
            enterprise_id=decision.enterprise_id,
            application_id=decision.application_id,
            score_id=decision.score_id,
            strategy_number=decision.strategy_number,
            outcome=decision.outcome,
            reasons=list(decision.reasons),
            facts={name: f"{value:f}" for name, value in decision.facts.items()},
            decided_at=decision.decided_at,
        )
    )
