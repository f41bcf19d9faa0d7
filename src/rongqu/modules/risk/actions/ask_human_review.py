"""An enterprise wants a person to look at what was decided about it: from now on the clock runs."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.risk import HumanReviewAsked
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.risk import permissions, queries, review_queries, tables
from rongqu.modules.risk.errors import HumanReviewOpen, NothingToReview
from rongqu.modules.risk.types import HumanReview, HumanReviewId

HOURS = "risk.human_review_hours"


async def ask_human_review(tx: Tx, review_id: HumanReviewId, statement: str) -> HumanReview:
    """Of its own latest score and decision; one request is open at a time."""
    tx.actor.require(permissions.ASK_REVIEW)
    enterprise_id = EnterpriseId(tx.actor.organisation)
    decision = await review_queries.find_latest_decision(tx, enterprise_id)
    score = await queries.find_score(tx, enterprise_id)
    if decision is None and score is None:
        raise NothingToReview(enterprise_id=enterprise_id)
    hours = int(await read_policy(tx, HOURS))

    made = await tx.connection.execute(
        insert(tables.human_review)
        .values(
            id=review_id,
            enterprise_id=enterprise_id,
            decision_id=None if decision is None else decision.id,
            score_id=None if score is None else score.id,
            statement=statement,
            asked_by=tx.actor.id,
            asked_at=tx.now,
            due_at=tx.now + timedelta(hours=hours),
        )
        .on_conflict_do_nothing()  # of two at once the second waits here
    )
    if made.rowcount == 0:
        raise HumanReviewOpen(enterprise_id=enterprise_id)

    review = await review_queries.get_review(tx, review_id)
    await tx.publish(
        HumanReviewAsked(
            subject_id=enterprise_id,
            parties=(enterprise_id,),
            review_id=review_id,
            due_at=review.due_at,
        )
    )
    return review
