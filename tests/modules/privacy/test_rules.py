from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from rongqu.kernel.actor import NOBODY
from rongqu.kernel.ids import UserId
from rongqu.modules.privacy import rules
from rongqu.modules.privacy.errors import TextStartsTooEarly
from rongqu.modules.privacy.types import Consent, ConsentEnd, Fate, Text, UseOfData, Words

TODAY = date(2026, 11, 27)
NOON = datetime(2026, 11, 27, 4, tzinfo=UTC)
WORDS = Words(title="标题", body="正文")


def given_text(version: int, valid_from: date, *, asks_again: bool = True) -> Text:
    return Text(
        purpose=UseOfData.MARKETING,
        version=version,
        valid_from=valid_from,
        asks_again=asks_again,
        zh=WORDS,
        en=WORDS,
        author_id=UserId(NOBODY),
        recorded_at=NOON,
    )


def given_consent(version: int, end: ConsentEnd | None = None) -> Consent:
    return Consent(
        id=UUID(int=9),
        subject_id=UUID(int=8),
        purpose=UseOfData.MARKETING,
        version=version,
        given_by=UserId(UUID(int=8)),
        given_at=NOON,
        ended_at=None if end is None else NOON,
        end=end,
    )


FIRST = given_text(1, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("texts", "in_force", "oldest"),
    [
        ((FIRST,), 1, 1),
        ((FIRST, given_text(2, date(2026, 11, 28))), 1, 1),
        ((FIRST, given_text(2, TODAY)), 2, 2),
        ((FIRST, given_text(2, TODAY, asks_again=False)), 2, 1),
    ],
    ids=["the first", "not begun", "asks again", "does not ask again"],
)
def test_a_text_holds_from_its_first_day(
    texts: tuple[Text, ...], in_force: int, oldest: int
) -> None:
    assert rules.text_in_force(texts, TODAY).version == in_force
    assert rules.oldest_that_counts(texts, TODAY) == oldest


@pytest.mark.parametrize(
    ("last", "oldest", "counts"),
    [
        (None, 1, False),
        (given_consent(1), 1, True),
        (given_consent(1), 2, False),
        (given_consent(2, ConsentEnd.WITHDRAWN), 2, False),
    ],
    ids=["never", "given", "text asks again", "withdrawn"],
)
def test_a_consent_counts_while_open_and_of_its_text(
    last: Consent | None, oldest: int, counts: bool
) -> None:
    assert rules.is_given(last, oldest) is counts


@pytest.mark.parametrize("day", [TODAY, date(2026, 11, 20)])
def test_a_new_text_starts_tomorrow_at_the_earliest(day: date) -> None:
    with pytest.raises(TextStartsTooEarly):
        rules.check_starts_later(day, TODAY, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("rows", "keep", "goes_as", "fate", "until"),
    [
        (0, ("k", 60, TODAY), Fate.ERASED, Fate.NOTHING_HELD, None),
        (3, None, Fate.ERASED, Fate.ERASED, None),
        (3, None, Fate.NAMELESS, Fate.NAMELESS, None),
        (3, ("k", 60, date(2021, 11, 27)), Fate.ERASED, Fate.KEPT, TODAY),
        (3, ("k", 60, date(2021, 11, 26)), Fate.ERASED, Fate.ERASED, None),
        (3, ("k", 60, date(2021, 11, 26)), None, Fate.KEPT, date(2026, 11, 26)),
        (3, ("k", 6, date(2026, 8, 31)), Fate.ERASED, Fate.KEPT, date(2027, 2, 28)),
    ],
    ids=["nothing", "free", "ids", "last day", "day after", "with its document", "short month"],
)
def test_what_the_law_keeps_goes_after_its_last_day(
    rows: int,
    keep: tuple[str, int, date] | None,
    goes_as: Fate | None,
    fate: Fate,
    until: date | None,
) -> None:
    verdict = rules.judge("room.thing", rows, TODAY, keep, goes_as)

    assert (verdict.fate, verdict.rows, verdict.keep_until) == (fate, rows, until)
