"""What may be done with a batch, and what a check of a company means: pure."""

from __future__ import annotations

from collections.abc import Collection

from rongqu.kernel.actor import Actor
from rongqu.modules.parks.errors import BatchNotFound, CannotTakeOut, NotReady
from rongqu.modules.parks.types import (
    APPROVABLE,
    Batch,
    BatchStatus,
    Line,
    LineStatus,
    Missed,
)

LESS_MAY_BE_GRANTED = frozenset({"limit"})
"""Missing these speaks against nobody: the lender may grant less than was asked."""
CHECKED_AGAIN = (
    LineStatus.FAILED,
    LineStatus.INVITED,
    LineStatus.FITS,
    LineStatus.UNCLEAR,
    LineStatus.MISSES,
)


def check_ready(batch: Batch) -> None:
    if batch.status is not BatchStatus.READY:
        raise NotReady(status=batch.status)


def check_lender(batch: Batch, actor: Actor) -> None:
    """A park sees its batch, and does not decide on it."""
    if batch.institution_id != actor.organisation:
        raise BatchNotFound(batch_id=batch.id)


def check_can_take_out(line: Line, *, is_out: bool) -> None:
    allowed = APPROVABLE if is_out else (LineStatus.EXCEPTED,)
    if line.status not in allowed:
        raise CannotTakeOut(status=line.status)


def judge(missed: Collection[Missed]) -> LineStatus:
    """A hard rule refuses by what is known; where nothing is known a person looks."""
    hard = [each for each in missed if each.fact not in LESS_MAY_BE_GRANTED]
    if not hard:
        return LineStatus.FITS
    is_refused = any(each.actual is not None for each in hard)
    return LineStatus.MISSES if is_refused else LineStatus.UNCLEAR


def is_same_name(stated: str, registered: str) -> bool:
    """As people write it: brackets of either width, blanks anywhere."""
    return _plain(stated) == _plain(registered)


def _plain(name: str) -> str:
    return "".join(name.split()).replace("（", "(").replace("）", ")")
