"""A person's answer is late: it is told once."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.risk import HumanReviewLate
from rongqu.infra.tx import Tx
from rongqu.modules.risk import review_queries, tables
from rongqu.modules.risk.types import HumanReviewId


async def tell_late_review(tx: Tx, review_id: HumanReviewId) -> None:
    """Internal: only the job calls it. Safe to repeat."""
    review = await review_queries.lock_review(tx, review_id)
    if review.answered_at is not None or review.late_told_at is not None:
        return

    await tx.connection.execute(
        update(tables.human_review)
        .where(tables.human_review.c.id == review_id)
        .values(late_told_at=tx.now)
    )

    await tx.publish(
        HumanReviewLate(
            subject_id=review.enterprise_id,
            parties=(review.enterprise_id,),
            review_id=review_id,
            due_at=review.due_at,
        )
    )
