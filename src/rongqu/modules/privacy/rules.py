"""Decisions about consents, texts and what has to be kept: pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rongqu.kernel.dates import add_months
from rongqu.modules.privacy.errors import TextOutdated, TextStartsTooEarly
from rongqu.modules.privacy.types import (
    Consent,
    ConsentEnd,
    ErasureState,
    Fate,
    Text,
    Verdict,
)


def is_given(last: Consent | None, oldest_that_counts: int) -> bool:
    """Of the last consent: not ended, and to a text that still counts."""
    return last is not None and last.ended_at is None and last.version >= oldest_that_counts


def is_withdrawn(last: Consent | None) -> bool:
    return last is not None and last.end is ConsentEnd.WITHDRAWN


def text_in_force(texts: Iterable[Text], day: date) -> Text:
    """The newest that has begun; the first text of a purpose is always there."""
    return max((text for text in texts if text.valid_from <= day), key=lambda each: each.version)


def oldest_that_counts(texts: Iterable[Text], day: date) -> int:
    """Consents to earlier versions ended when this one, which asks again, began."""
    asking = [each.version for each in texts if each.asks_again and each.valid_from <= day]
    return max(asking, default=1)


def check_is_in_force(wanted: int, text: Text) -> None:
    if wanted != text.version:
        raise TextOutdated(version=text.version)


def check_starts_later(valid_from: date, today: date, before: date) -> None:
    """After today, and after the version before it."""
    if valid_from <= max(today, before):
        raise TextStartsTooEarly(earliest=max(today, before))


def judge(
    holding: str, rows: int, today: date, keep: tuple[str, int, date] | None, goes_as: Fate | None
) -> Verdict:
    """`keep` is the policy, its months, and the day they count from; None: nothing asks to keep it.
    `goes_as` is what becomes of it then; None: it leaves with the document that it belongs to.

    Kept is kept to the end of its last day.
    """
    if rows == 0:
        return Verdict(holding=holding, fate=Fate.NOTHING_HELD, rows=0)
    if keep is not None:
        policy, months, counts_from = keep
        until = add_months(counts_from, months)
        if until >= today or goes_as is None:
            return Verdict(
                holding=holding, fate=Fate.KEPT, rows=rows, keep=policy, keep_until=until
            )
    return Verdict(holding=holding, fate=goes_as or Fate.ERASED, rows=rows)


def state_of(verdicts: Iterable[Verdict]) -> ErasureState:
    is_left = any(verdict.fate is Fate.KEPT for verdict in verdicts)
    return ErasureState.PARTLY if is_left else ErasureState.DONE
