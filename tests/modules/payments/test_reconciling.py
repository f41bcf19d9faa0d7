"""Lines against orders: every line and every order is accounted for, once."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.ids import PaymentOrderId
from rongqu.modules.payments.reconciling import KnownOrder, Leg, find_breaks, match_lines
from rongqu.modules.payments.types import BankLine, BreakReason
from tests.builders.ledger import cny

DAY = date(2026, 11, 20)
DAYS = (DAY, DAY)
ORDER = PaymentOrderId(UUID(int=1))
PAYOUT: tuple[Leg, ...] = (("A", -100), ("B", 100), ("B", -2), ("FEES", 2))


def a_line(number: int, leg: Leg, order: object = ORDER) -> BankLine:
    return BankLine(
        number=number,
        amount=cny(leg[1]),
        booked_on=DAY,
        value_on=DAY,
        bank_reference=f"M{number}",
        end_to_end=str(order),
        sub_account=leg[0],
        kind="payout",
        text=None,
    )


def known(settled_on: date | None = DAY) -> dict[PaymentOrderId, KnownOrder]:
    return {ORDER: KnownOrder(ORDER, PAYOUT, settled_on)}


def breaks_of(legs: list[Leg], settled_on: date | None = DAY) -> list[tuple[BreakReason, int]]:
    lines = [a_line(number, leg) for number, leg in enumerate(legs, start=1)]
    orders = known(settled_on)
    verdicts, left = match_lines(lines, orders, {})
    return [(each.reason, each.effect_minor) for each in find_breaks(verdicts, orders, left, DAYS)]


@pytest.mark.parametrize(
    ("legs", "breaks"),
    [
        (list(PAYOUT), []),
        (list(reversed(PAYOUT)), []),
        ([*PAYOUT, ("B", 100)], [(BreakReason.LINE_TWICE, 100)]),
        (list(PAYOUT[:3]), [(BreakReason.MISSING_AT_BANK, -2)]),
        ([], [(BreakReason.MISSING_AT_BANK, 0)]),
        ([("A", -100), ("B", 90), *PAYOUT[2:]], [(BreakReason.AMOUNT_DIFFERS, -10)]),
        (
            [("A", -100), ("C", 100), *PAYOUT[2:]],
            [(BreakReason.WRONG_ACCOUNT, 100), (BreakReason.MISSING_AT_BANK, -100)],
        ),
    ],
)
def test_lines_against_a_settled_order(
    legs: list[Leg], breaks: list[tuple[BreakReason, int]]
) -> None:
    assert breaks_of(legs) == breaks


def test_lines_of_an_order_that_has_not_ended_are_one_break() -> None:
    assert breaks_of(list(PAYOUT), settled_on=None) == [(BreakReason.NOT_SETTLED, 0)]


def test_an_order_of_another_day_is_not_missed() -> None:
    assert breaks_of([], settled_on=date(2026, 11, 19)) == []


def test_what_an_earlier_statement_has_matched_is_taken() -> None:
    verdicts, _ = match_lines([a_line(1, PAYOUT[0])], known(), {ORDER: [PAYOUT[0]]})

    assert [each.reason for each in verdicts] == [BreakReason.LINE_TWICE]


def test_a_line_that_names_nothing_known_is_a_break_of_its_own() -> None:
    lines = [a_line(number, ("A", 7), "ADJ1") for number in (1, 2)]
    verdicts, left = match_lines(lines, known(None), {})

    found = find_breaks(verdicts, known(None), left, DAYS)
    assert [(each.reason, each.effect_minor) for each in found] == [
        (BreakReason.UNKNOWN_LINE, 7)
    ] * 2


LEGS = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "FEES", None]),
        st.integers(-300, 300).filter(bool),
        st.booleans(),
    ),
    max_size=12,
)


@given(LEGS)
def test_breaks_explain_whatever_the_bank_has_more_than_the_books(
    moved: list[tuple[str | None, int, bool]],
) -> None:
    """The order moves nothing on the whole account, so all that its lines move is a break's."""
    lines = [
        a_line(number, (account, minor), ORDER if names_it else "nobody")
        for number, (account, minor, names_it) in enumerate(moved, start=1)
    ]
    verdicts, left = match_lines(lines, known(), {})
    found = find_breaks(verdicts, known(), left, DAYS)

    assert len(verdicts) == len(lines)
    in_breaks = sum(len(each.lines) for each in found)
    assert in_breaks + sum(each.reason is None for each in verdicts) == len(lines)
    assert sum(each.effect_minor for each in found) == sum(line.amount.minor for line in lines)
