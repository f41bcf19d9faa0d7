"""Sets of scores for the rooms above: each is a SELECT that they join in a statement of theirs.

They see every score: whoever asks has checked who may.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import distinct_on

from rongqu.modules.risk import tables

SCORE, STANDING = tables.score.c, tables.standing.c


def latest_scores() -> Select[*tuple[Any, ...]]:
    """Of each enterprise that has one."""
    return select(STANDING.enterprise_id, SCORE.score, SCORE.grade, SCORE.chance).join(
        tables.score, SCORE.id == STANDING.score_id
    )


def grades_before(instant: datetime) -> Select[*tuple[Any, ...]]:
    """The grade that each enterprise had then."""
    return (
        select(SCORE.enterprise_id, SCORE.grade)
        .ext(distinct_on(SCORE.enterprise_id))
        .where(SCORE.computed_at < instant)
        .order_by(SCORE.enterprise_id, SCORE.computed_at.desc(), SCORE.id.desc())
    )
