"""A person has looked: what was decided stands, or it does not and goes to people from here on."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.risk import HumanReviewAnswered
from rongqu.infra.tx import Tx
from rongqu.modules.risk import decision_queries, permissions, review_queries, rules, tables
from rongqu.modules.risk.actions.override_decision import override_decision
from rongqu.modules.risk.deciding import Outcome
from rongqu.modules.risk.errors import HumanReviewEnded
from rongqu.modules.risk.types import HumanReview, HumanReviewId, ReviewOutcome


async def answer_human_review(
    tx: Tx, review_id: HumanReviewId, outcome: ReviewOutcome, answer: str
) -> HumanReview:
    """Changed: a refusal of the machine is overruled and refers to a person."""
    tx.actor.require(permissions.OVERRIDE)
    review = await review_queries.lock_review(tx, review_id)
    if review.answered_at is not None:
        raise HumanReviewEnded(review_id=review_id)

    await tx.connection.execute(
        update(tables.human_review)
        .where(tables.human_review.c.id == review_id)
        .values(outcome=outcome, answer=answer, answered_by=tx.actor.id, answered_at=tx.now)
    )
    if outcome is ReviewOutcome.CHANGED and review.decision_id is not None:
        decision = await decision_queries.get_decision(tx, review.decision_id)
        if rules.is_standing_refusal(decision):
            await override_decision(tx, decision.id, Outcome.REFER, answer)

    await tx.publish(
        HumanReviewAnswered(
            subject_id=review.enterprise_id,
            parties=(review.enterprise_id,),
            review_id=review_id,
            outcome=outcome,
        )
    )
    return await review_queries.get_review(tx, review_id)
