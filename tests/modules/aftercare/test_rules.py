"""Which quarters are reported, and who wins a vote."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from rongqu.kernel.ids import OfferingId, OrganisationId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.aftercare.rules import decide, quarter_ends
from rongqu.modules.aftercare.types import Ballot, BallotId

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts_on", "months", "ends"),
    [
        (date(2026, 1, 1), 3, [date(2026, 3, 31)]),
        (date(2026, 3, 31), 1, [date(2026, 3, 31)]),
        (date(2026, 11, 15), 6, [date(2026, 12, 31), date(2027, 3, 31)]),
        (date(2026, 12, 31), 3, [date(2026, 12, 31), date(2027, 3, 31)]),
        (date(2026, 4, 1), 2, []),
    ],
)
def test_every_quarter_that_ends_meanwhile_is_reported(
    starts_on: date, months: int, ends: list[date]
) -> None:
    assert list(quarter_ends(starts_on, months)) == ends


def ballot(quorum: str) -> Ballot:
    return Ballot(
        id=BallotId(new_id()),
        offering_id=OfferingId(new_id()),
        issuer_id=OrganisationId(new_id()),
        question="是否同意展期三个月？",
        options=("同意", "反对", "弃权"),
        units=Money(1000, "CNY"),
        quorum=Decimal(quorum),
        called_at=NOON,
        closes_at=NOON,
        outcome=None,
        own_units=None,
        own_choice=None,
    )


@pytest.mark.parametrize(
    ("quorum", "votes", "tally", "chosen"),
    [
        ("0.5", [(0, 300), (1, 200)], (300, 200, 0), 0),
        ("0.5", [(0, 300), (1, 199)], (300, 199, 0), None),
        ("0.5", [(0, 300), (1, 300), (2, 1)], (300, 300, 1), None),
        ("0.5", [(1, 100), (0, 250), (1, 200)], (250, 300, 0), 1),
        ("0", [], (0, 0, 0), None),
        ("0", [(2, 1)], (0, 0, 1), 2),
    ],
)
def test_most_units_win_if_enough_took_part_and_no_other_has_as_many(
    quorum: str, votes: list[tuple[int, int]], tally: tuple[int, ...], chosen: int | None
) -> None:
    outcome = decide(ballot(quorum), votes)
    assert (outcome.tally, outcome.chosen) == (tally, chosen)
