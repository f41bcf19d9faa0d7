"""First broken periods, holidays and periods of grace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import (
    BrokenPeriod,
    Grace,
    HolidayRule,
    Holidays,
    RepaymentMethod,
    Terms,
    compute_schedule,
    upfront_interest,
)
from rongqu.kernel.schedule.calendar import move

H = HolidayRule
BROKEN = Terms(
    principal=Money.parse("100000.00", "CNY"),
    rate=Rate(Decimal("0.145"), DayCount.ACT_365F),
    method=RepaymentMethod.EQUAL_INSTALMENT,
    months=12,
    starts_on=date(2023, 11, 3),
    first_due_on=date(2023, 12, 5),
)
"""Two days longer than a month: 79.45 of interest."""


def test_all_instalments_are_equal_over_a_longer_first_period() -> None:
    plan = compute_schedule(BROKEN)

    assert plan[0].interest.amount == "1271.23"
    assert len({line.amount for line in plan[:-1]}) == 1
    assert [line.due_on.day for line in plan] == [5] * 12


@pytest.mark.parametrize(
    ("way", "first", "second"),
    [
        (BrokenPeriod.FIRST, "1271.23", "1135.32"),
        (BrokenPeriod.EVENLY, "1198.40", "1141.94"),
        (BrokenPeriod.UPFRONT, "1191.78", "1135.32"),
    ],
)
def test_the_interest_of_the_broken_days_has_its_place(
    way: BrokenPeriod, first: str, second: str
) -> None:
    terms = replace(BROKEN, broken_period=way)

    plan = compute_schedule(terms)

    assert [line.interest.amount for line in plan[:2]] == [first, second]
    upfront = "79.45" if way is BrokenPeriod.UPFRONT else "0.00"
    assert upfront_interest(terms).amount == upfront
    assert sum(line.principal.minor for line in plan) == terms.principal.minor


def test_a_shorter_first_period_costs_less() -> None:
    terms = replace(BROKEN, first_due_on=date(2023, 11, 28), broken_period=BrokenPeriod.FIRST)

    plan = compute_schedule(terms)

    assert plan[0].interest.amount == "993.15"  # 25 days
    assert plan[1].starts_on == date(2023, 11, 28)


FESTIVAL = frozenset(date(2026, 5, day) for day in (1, 2, 3, 4, 5))


@pytest.mark.parametrize(
    ("rule", "day", "expected"),
    [
        (H.NONE, date(2026, 5, 1), date(2026, 5, 1)),
        (H.FOLLOWING, date(2026, 5, 1), date(2026, 5, 6)),
        (H.FOLLOWING, date(2026, 5, 7), date(2026, 5, 7)),
        (H.PRECEDING, date(2026, 5, 5), date(2026, 4, 30)),
        (H.MODIFIED_FOLLOWING, date(2026, 5, 1), date(2026, 5, 6)),
        (H.MODIFIED_PRECEDING, date(2026, 5, 1), date(2026, 5, 6)),
        (H.NEAREST, date(2026, 5, 2), date(2026, 4, 30)),
        (H.NEAREST, date(2026, 5, 3), date(2026, 5, 6)),
    ],
)
def test_a_due_day_that_is_no_business_day_moves(rule: H, day: date, expected: date) -> None:
    assert move(day, Holidays(rule=rule, days_off=FESTIVAL)) == expected


def test_a_modified_rule_stays_in_the_month() -> None:
    end = Holidays(rule=H.MODIFIED_FOLLOWING, days_off=frozenset({date(2026, 1, 31)}))

    assert move(date(2026, 1, 31), end) == date(2026, 1, 30)


def test_a_year_of_holidays_is_refused() -> None:
    forever = frozenset(date.fromordinal(date(2026, 1, 1).toordinal() + day) for day in range(99))

    with pytest.raises(ValueError, match="business day"):
        move(date(2026, 1, 31), Holidays(rule=H.FOLLOWING, days_off=forever))


def test_interest_follows_a_moved_day_only_where_the_terms_say_so() -> None:
    off = frozenset({date(2026, 5, 15)})
    terms = replace(
        BROKEN,
        starts_on=date(2026, 4, 15),
        first_due_on=None,
        holidays=Holidays(rule=H.FOLLOWING, days_off=off),
    )
    follows = replace(terms, holidays=replace(terms.holidays, moves_interest=True))

    unmoved, moved = compute_schedule(terms)[0], compute_schedule(follows)[0]

    assert unmoved.due_on == moved.due_on == date(2026, 5, 16)
    assert (unmoved.interest.amount, moved.interest.amount) == ("1191.78", "1231.51")


@pytest.mark.parametrize("method", [RepaymentMethod.EQUAL_INSTALMENT, RepaymentMethod.FLAT])
def test_grace_puts_principal_and_interest_off(method: RepaymentMethod) -> None:
    grace = Grace(principal_periods=3, interest_periods=2)
    terms = replace(BROKEN, first_due_on=None, method=method, grace=grace)

    plan = compute_schedule(terms)

    assert [line.principal.minor for line in plan[:3]] == [0, 0, 0]
    assert [line.interest.minor for line in plan[:2]] == [0, 0]
    assert plan[2].interest.amount == "3654.80"  # 30 + 31 + 31 days
    assert sum(line.principal.minor for line in plan) == terms.principal.minor


def test_grace_leaves_a_period_for_the_principal() -> None:
    with pytest.raises(ValueError, match="grace"):
        replace(BROKEN, grace=Grace(principal_periods=12))
