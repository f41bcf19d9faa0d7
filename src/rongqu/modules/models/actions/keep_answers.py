"""Keep what champion and challengers have said of a case, with what they saw."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert

from rongqu.infra.tx import Tx
from rongqu.modules.models import tables
from rongqu.modules.models.types import Answer, Case


async def keep_answers(tx: Tx, case: Case, answers: Sequence[Answer]) -> None:
    """Internal: whoever scores has required a permission. Safe to repeat for one case."""
    made = await tx.connection.execute(
        insert(tables.case)
        .values(
            id=case.id,
            subject_id=case.subject_id,
            features=dict(case.values),
            groups=dict(case.groups),
            asked_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    if made.rowcount == 0:
        return
    await tx.connection.execute(
        insert(tables.answer),
        [
            {
                "case_id": case.id,
                "number": one.number,
                "post": one.post,
                "score": one.score,
                "chance": one.chance,
            }
            for one in answers
        ],
    )
