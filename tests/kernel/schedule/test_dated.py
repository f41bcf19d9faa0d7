"""Tranches, a floating rate and pauses: what has been due stays, the rest is planned again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.dates import add_months
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import Drawdown, RateReset, RepaymentMethod, Terms, compute_schedule
from rongqu.kernel.schedule.dated import Drawn, Frame, Pause, compute_dated_parts

M = RepaymentMethod
STARTS_ON = date(2026, 1, 15)


def terms_of(
    method: M = M.EQUAL_INSTALMENT,
    *,
    drawdowns: tuple[Drawdown, ...] = (),
    resets: tuple[RateReset, ...] = (),
) -> Terms:
    return Terms(
        principal=Money.parse("120000.00", "CNY"),
        rate=Rate(Decimal("0.0485"), DayCount.THIRTY_E_360),
        method=method,
        months=12,
        starts_on=STARTS_ON,
        drawdowns=drawdowns,
        resets=resets,
    )


def lpr_of(yearly: str, day: date) -> RateReset:
    """A margin of 1.5 % on the quote of the day."""
    rate = Decimal(yearly) + Decimal("0.015")
    return RateReset(resets_on=day, rate=Rate(rate, DayCount.THIRTY_E_360))


def test_a_second_tranche_raises_the_instalments_after_it() -> None:
    half = Drawdown(drawn_on=date(2026, 4, 15), amount=Money.parse("60000.00", "CNY"))

    plan, plain = compute_schedule(terms_of(drawdowns=(half,))), compute_schedule(terms_of())

    assert [line.amount for line in plan[:3]] == [line.amount for line in plain[:3]]
    assert plan[3].interest.minor == (plain[2].balance + half.amount).minor * 485 // 120_000
    assert len({line.amount for line in plan[3:-1]}) == 1
    assert sum(line.principal.minor for line in plan) == 180_000_00
    assert plan[-1].balance.is_zero()


def test_a_reset_changes_the_instalments_from_its_period_on() -> None:
    plan = compute_schedule(terms_of(resets=(lpr_of("0.0300", date(2026, 7, 15)),)))
    plain = compute_schedule(terms_of())

    assert [line.amount for line in plan[:6]] == [line.amount for line in plain[:6]]
    assert plan[6].interest.minor == plain[5].balance.minor * 45 // 12_000
    assert plan[6].amount < plain[6].amount


def test_a_reset_within_a_period_cuts_it() -> None:
    """Sixteen of thirty days at 4.85 %, fourteen at 4.50 %."""
    [first, *_] = compute_schedule(
        terms_of(M.INTEREST_ONLY, resets=(lpr_of("0.0300", date(2026, 2, 1)),))
    )

    exact = 120_000_00 * (Fraction("0.0485") * 16 + Fraction("0.0450") * 14) / 360
    assert first.interest.minor == round(exact)


def test_the_same_rate_again_changes_nothing() -> None:
    same = RateReset(resets_on=date(2026, 5, 20), rate=terms_of().rate)

    plan, plain = compute_schedule(terms_of(resets=(same,))), compute_schedule(terms_of())

    assert [line.principal for line in plan[:3]] == [line.principal for line in plain[:3]]
    assert max(abs(a.amount.minor - b.amount.minor) for a, b in zip(plan, plain, strict=True)) <= 6


def test_a_pause_leaves_the_instalments_and_shortens_the_last() -> None:
    periods = [
        (add_months(STARTS_ON, month), add_months(STARTS_ON, month + 1)) for month in range(6)
    ]

    def piece_rate(number: int, starts_on: date, ends_on: date, yearly: Fraction) -> Fraction:
        assert periods[number][0] <= starts_on < ends_on <= periods[number][1]
        return yearly * (ends_on - starts_on).days / 360

    frame = Frame(periods=periods, yearly=Fraction("0.07"), piece_rate=piece_rate)
    payout = Drawn(on=STARTS_ON, amount=100_000_00)
    plain = compute_dated_parts(frame, [payout])

    paused = compute_dated_parts(
        frame, [payout, Pause(starts_on=periods[1][0], ends_on=periods[2][0])]
    )

    assert paused[1].interest == 0
    assert {sum(part) for part in paused[:-1]} == {sum(plain[0])}
    assert sum(paused[-1]) < sum(plain[-1])


def test_a_flat_loan_has_no_such_plan() -> None:
    half = Drawdown(drawn_on=date(2026, 4, 15), amount=Money.parse("60000.00", "CNY"))

    with pytest.raises(ValueError, match="first principal"):
        compute_schedule(terms_of(M.FLAT, drawdowns=(half,)))


@given(
    st.sampled_from([M.EQUAL_INSTALMENT, M.EQUAL_PRINCIPAL, M.INTEREST_ONLY]),
    st.lists(st.tuples(st.integers(0, 359), st.integers(1, 10**9)), max_size=3),
    st.lists(st.tuples(st.integers(0, 359), st.integers(0, 2_000)), max_size=3),
)
def test_whatever_changes_all_that_was_drawn_is_paid_back(
    method: M, drawn: list[tuple[int, int]], resets: list[tuple[int, int]]
) -> None:
    def day(after: int) -> date:
        return date.fromordinal(STARTS_ON.toordinal() + after)

    terms = terms_of(
        method,
        drawdowns=tuple(
            Drawdown(drawn_on=day(after), amount=Money(amount, "CNY")) for after, amount in drawn
        ),
        resets=tuple(lpr_of(str(Decimal(bps) / 10_000), day(after)) for after, bps in resets),
    )

    plan = compute_schedule(terms)

    assert sum(line.principal.minor for line in plan) == 120_000_00 + sum(
        amount for _, amount in drawn
    )
    assert plan[-1].balance.is_zero()
    assert all(line.principal.minor >= 0 and line.interest.minor >= 0 for line in plan)
    assert all(line.balance.minor >= 0 for line in plan)
