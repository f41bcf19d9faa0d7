from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.dates import SHANGHAI, business_date_at
from rongqu.kernel.money import Money
from rongqu.kernel.schedule import PLAIN
from rongqu.modules.origination import rules
from rongqu.modules.origination.errors import (
    AboveAsked,
    AboveGroupLimit,
    AboveLimit,
    NoPrice,
    OutsideProduct,
)
from rongqu.modules.origination.rules import (
    Bounds,
    Needed,
    Thresholds,
    check_can_approve,
    check_within,
    choose_lane,
    compute_deadline,
    compute_fee,
    compute_limit,
    list_missing,
    move_after_screening,
    price_for,
)
from rongqu.modules.origination.types import (
    ApprovalBasis,
    GroupBasis,
    Lane,
    MissedCondition,
    Move,
    Screening,
    Wish,
)

FIN_3 = Thresholds(fast_lane=Decimal(700), manual=Decimal(500))
PRICES = {"A": Decimal("0.0435"), "B": Decimal("0.052"), "C": Decimal("0.068")}


def yuan(amount: int) -> Money:
    return Money.parse(str(amount), "CNY")


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("score", "lane"),
    [
        (None, Lane.MANUAL),
        (300, Lane.MANUAL),
        (499, Lane.MANUAL),
        (500, Lane.NORMAL),
        (699, Lane.NORMAL),
        (700, Lane.FAST),
        (850, Lane.FAST),
    ],
)
def test_the_score_chooses_the_lane(score: int | None, lane: Lane) -> None:
    assert choose_lane(score, (), FIN_3) is lane


def missed(fact: str, actual: str | None) -> MissedCondition:
    return MissedCondition(fact=fact, op="ge", needed="600", actual=actual, gap=None)


def test_what_nobody_knows_is_work_for_people() -> None:
    assert choose_lane(800, (missed("employees", None),), FIN_3) is Lane.MANUAL
    assert choose_lane(800, (), FIN_3, is_secured=True) is Lane.NORMAL


@pytest.mark.parametrize(
    ("lane", "conditions", "move"),
    [
        (Lane.FAST, (), Move.FAST_TRACK),
        (Lane.NORMAL, (), Move.SEND_TO_REVIEW),
        (Lane.MANUAL, (), Move.SEND_TO_REVIEW),
        (Lane.FAST, (missed("score", "590"),), Move.REJECT),
        (Lane.NORMAL, (missed("score", "590"),), Move.REJECT),
        (Lane.MANUAL, (missed("score", "590"), missed("employees", None)), Move.REJECT),
        (Lane.MANUAL, (missed("score", None),), Move.SEND_TO_REVIEW),
        (Lane.FAST, (missed("limit", "500000"),), Move.FAST_TRACK),
    ],
)
def test_screening_refuses_by_what_is_known_and_never_approves(
    lane: Lane, conditions: tuple[MissedCondition, ...], move: Move
) -> None:
    screening = Screening(lane=lane, score=None, grade=None, missed=conditions)

    assert move_after_screening(screening) is move


@pytest.mark.parametrize(
    ("starts", "hours", "days_off", "ends"),
    [
        ("2026-11-23T10:00", 2, [], "2026-11-23T12:00"),
        ("2026-11-23T23:00", 2, [], "2026-11-24T01:00"),
        # Friday evening: two hours are left of the day's clock, the others on Monday
        ("2026-11-27T22:00", 24, ["2026-11-28", "2026-11-29"], "2026-11-30T22:00"),
        # submitted on a Saturday: the clock starts on Monday
        ("2026-11-28T09:00", 2, ["2026-11-28", "2026-11-29"], "2026-11-30T02:00"),
        ("2026-11-27T12:00", 12, ["2026-11-28", "2026-11-29"], "2026-11-28T00:00"),
    ],
)
def test_the_clock_stands_still_on_days_off(
    starts: str, hours: int, days_off: list[str], ends: str
) -> None:
    off = {date.fromisoformat(day) for day in days_off}

    assert compute_deadline(shanghai(starts), Decimal(hours), off) == shanghai(ends)


@given(
    st.integers(0, 330 * 24 * 60),
    st.integers(1, 240),
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=60),
)
def test_exactly_the_hours_pass_on_business_days(
    minute_of_year: int, hours: int, days_off: frozenset[date]
) -> None:
    starts_at = shanghai("2026-01-01T00:00") + timedelta(minutes=minute_of_year)
    ends_at = compute_deadline(starts_at, Decimal(hours), days_off)

    minutes = int((ends_at - starts_at) / timedelta(minutes=1))
    running = sum(
        business_date_at(starts_at + timedelta(minutes=minute)) not in days_off
        for minute in range(minutes)
    )
    assert running == hours * 60


@pytest.mark.parametrize(
    ("by_grade", "by_net_assets", "exposure", "limit"),
    [
        (500, 900, 0, 500),
        (900, 500, 0, 500),
        (900, 500, 200, 300),
        (900, 500, 500, 0),
        (900, 500, 700, 0),
        (900, 0, 0, 0),
    ],
)
def test_the_limit_is_the_lower_ceiling_less_what_is_owed(
    by_grade: int, by_net_assets: int, exposure: int, limit: int
) -> None:
    assert compute_limit(yuan(by_grade), yuan(by_net_assets), yuan(exposure)) == yuan(limit)


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10**12))
def test_nobody_is_ever_granted_more_than_a_ceiling(a: int, b: int, owed: int) -> None:
    limit = compute_limit(Money(a, "CNY"), Money(b, "CNY"), Money(owed, "CNY"))

    assert 0 <= limit.minor <= min(a, b)
    assert limit.is_zero() or limit.minor + owed == min(a, b)


def test_the_price_is_the_grade_s_and_the_highest_without_a_score() -> None:
    assert price_for("B", PRICES) == Decimal("0.052")
    assert price_for(None, PRICES) == Decimal("0.068")


@pytest.mark.parametrize(("grade", "prices"), [("E", PRICES), (None, {}), ("A", {})])
def test_no_price_is_invented(grade: str | None, prices: dict[str, Decimal]) -> None:
    with pytest.raises(NoPrice):
        price_for(grade, prices)


def test_the_fee_is_rounded_to_the_fen() -> None:
    assert compute_fee(Money(1_000_050, "CNY"), 100) == Money(10_001, "CNY")
    assert compute_fee(Money(100, "CNY"), 0) == Money(0, "CNY")


def test_what_is_missing_is_listed_in_the_order_of_the_form() -> None:
    needed = Needed(documents=["licence"], collateral=["equipment"], has_figures=False)

    assert list_missing(Wish(amount=yuan(100)), needed) == (
        *("term_months", "purpose", "figures"),
        *("collateral:equipment", "document:licence"),
    )


def test_nothing_is_missing_of_a_complete_application() -> None:
    wish = Wish(amount=yuan(100), term_months=12, purpose="working_capital")

    assert list_missing(wish, Needed(documents=[], collateral=[], has_figures=True)) == ()


BOUNDS = Bounds(min_amount=yuan(50), max_amount=yuan(100), min_term_months=3, max_term_months=12)


@pytest.mark.parametrize(("amount", "months"), [(50, 3), (100, 12), (None, None)])
def test_the_edges_belong_to_the_product(amount: int | None, months: int | None) -> None:
    check_within(None if amount is None else yuan(amount), months, BOUNDS)


@pytest.mark.parametrize(
    ("amount", "months", "field"),
    [(49, 3, "amount"), (101, 3, "amount"), (50, 2, "term_months"), (50, 13, "term_months")],
)
def test_outside_of_the_product_says_which_field(amount: int, months: int, field: str) -> None:
    with pytest.raises(OutsideProduct) as refused:
        check_within(yuan(amount), months, BOUNDS)
    assert refused.value.params["field"] == field


BASIS = ApprovalBasis(
    limit=yuan(80),
    grade_limit=yuan(500),
    net_assets_limit=yuan(80),
    exposure=yuan(0),
    owed_elsewhere=yuan(0),
    group=GroupBasis(members=2, ceiling=yuan(200), exposure=yuan(125)),
    yearly_rate=Decimal("0.05"),
    day_count="act_360",
    method="bullet",
    fee_bps=100,
    min_amount=yuan(50),
    max_amount=yuan(100),
    min_term_months=3,
    max_term_months=12,
    lending_value=None,
    structure=PLAIN,
    green_discount=Decimal(0),
)


@pytest.mark.parametrize(
    ("asked", "amount", "error"),
    [
        (70, 71, AboveAsked),
        (100, 81, AboveLimit),
        (100, 76, AboveGroupLimit),
        (100, 49, OutsideProduct),
    ],
)
def test_an_approval_keeps_within_wish_limit_and_product(
    asked: int, amount: int, error: type[Exception]
) -> None:
    with pytest.raises(error):
        check_can_approve(yuan(asked), yuan(amount), 12, BASIS)


@given(st.integers(1, 200), st.integers(1, 200))
def test_what_passes_is_never_above_anything(asked: int, amount: int) -> None:
    try:
        check_can_approve(yuan(asked), yuan(amount), 12, BASIS)
    except (AboveAsked, AboveLimit, AboveGroupLimit, OutsideProduct):
        assert amount > asked or amount > 75 or amount < 50
    else:
        assert 50 <= amount <= min(asked, 75)


def test_a_purpose_is_one_that_the_product_names() -> None:
    rules.check_purpose("equipment", ("equipment", "research"))
    rules.check_purpose(None, ())
    with pytest.raises(OutsideProduct):
        rules.check_purpose("speculation", ("equipment",))
