"""The life of a loan as a fold over its facts: worked examples, and what always holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongqu.kernel.errors import DomainError
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount
from rongqu.kernel.schedule import DuePart, RepaymentMethod
from rongqu.modules.servicing import errors
from rongqu.modules.servicing.settlement import LoanState, apply, quote_of, replay
from rongqu.modules.servicing.types import (
    Effect,
    Fact,
    FactContent,
    FactKind,
    LoanStatus,
    PrepaymentEffect,
    RepaymentKind,
)
from tests.builders.settlement import (
    OPENED_ON,
    WEEKENDS,
    a_fact,
    a_loan,
    floating,
    principal_of,
    yuan,
)

K, M, W = FactKind, RepaymentMethod, RepaymentKind


def pays(amount: str, on: date, way: RepaymentKind = W.ARREARS, number: int = 0) -> Fact:
    return a_fact(K.REPAYMENT, on, FactContent(amount=yuan(amount), way=way), number=number)


def prepays(amount: str, on: date, effect: PrepaymentEffect) -> Fact:
    content = FactContent(amount=yuan(amount), way=W.PREPAYMENT, effect=effect)
    return a_fact(K.REPAYMENT, on, content)


def after(state: LoanState, *facts: Fact) -> tuple[LoanState, list[Effect]]:
    ended, booked = replay(state, facts, WEEKENDS)
    return ended, [each.effect for each in booked]


def test_a_prepayment_lowers_the_instalments_and_keeps_the_last_day() -> None:
    """On 25 February: 10 days on 110,220.35 are 148.49; 50,000 less from then on."""
    first = pays("10264.65", date(2026, 2, 13), W.INSTALMENT)
    second = prepays("50148.49", date(2026, 2, 25), PrepaymentEffect.INSTALMENT)

    state, [_, effect] = after(a_loan(), first, second)

    assert (effect.interest.amount, effect.principal.amount) == ("148.49", "50000.00")
    assert state.loan.outstanding.amount == "60220.35"
    assert state.lines[1].due_on == state.lines[1].paid_on == date(2026, 2, 25)
    assert state.lines[2].starts_on == date(2026, 2, 25)
    assert state.loan.last_due_on == date(2027, 1, 15)
    assert len({line.amount for line in state.lines[2:-1]}) == 1
    assert state.lines[2].amount.amount == "5600.70"
    assert principal_of(state) == 120_000_00


def test_a_prepayment_may_keep_the_instalments_and_end_the_loan_earlier() -> None:
    first = pays("10264.65", date(2026, 2, 13), W.INSTALMENT)
    second = prepays("50148.49", date(2026, 2, 25), PrepaymentEffect.TERM)

    state, _ = after(a_loan(), first, second)

    assert state.loan.last_due_on == date(2026, 8, 15)
    assert {line.amount.amount for line in state.lines[2:-1]} == {"10264.65"}
    assert state.lines[-1].amount < yuan("10264.65")
    assert principal_of(state) == 120_000_00


def test_equal_principals_stay_when_the_term_shrinks() -> None:
    loan = a_loan(method=M.EQUAL_PRINCIPAL)

    state, _ = after(loan, prepays("40000.00", OPENED_ON, PrepaymentEffect.TERM))

    assert [line.principal.amount for line in state.lines[1:]] == ["10000.00"] * 8
    assert state.loan.last_due_on == date(2026, 9, 15)


def test_the_fee_for_paying_early_is_part_of_the_amount() -> None:
    loan = a_loan(fee_rate="0.01")

    _, [effect] = after(loan, prepays("50500.00", OPENED_ON, PrepaymentEffect.INSTALMENT))

    assert (effect.principal.amount, effect.fee.amount) == ("50000.00", "500.00")


def test_a_guarantor_pays_arrears_first_and_no_fee() -> None:
    """Due 15 February and 15 March; on 25 March all but the last is late."""
    paid = a_fact(K.GUARANTEE, date(2026, 3, 25), FactContent(amount=yuan("60000.00")))

    state, [effect] = after(a_loan(fee_rate="0.01"), paid)

    assert [line.paid_on for line in state.lines[:2]] == [date(2026, 3, 25)] * 2
    assert effect.fee.is_zero()
    assert effect.penalty.amount == "94.94"
    assert effect.amount.amount == "60000.00"
    assert principal_of(state) == 120_000_00


def test_collateral_that_brings_more_than_is_owed_is_refused() -> None:
    sold = a_fact(K.COLLATERAL, OPENED_ON, FactContent(amount=yuan("120000.01")))

    with pytest.raises(errors.Overpayment):
        after(a_loan(), sold)


def test_collateral_that_brings_all_ends_the_loan() -> None:
    sold = a_fact(K.COLLATERAL, OPENED_ON, FactContent(amount=yuan("120000.00")))

    state, _ = after(a_loan(), sold)

    assert (state.loan.status, state.loan.closed_on) == (LoanStatus.CLOSED, OPENED_ON)
    assert state.loan.outstanding.is_zero()


@pytest.mark.parametrize(
    ("part", "amount", "left"),
    [(DuePart.PENALTY, "19.76", "10264.65"), (DuePart.INTEREST, "485.00", "9799.41")],
)
def test_what_is_waived_is_not_owed_any_more(part: DuePart, amount: str, left: str) -> None:
    day = date(2026, 2, 25)
    waived = a_fact(K.WAIVER, day, FactContent(amount=yuan(amount), part=part))

    state, [effect] = after(a_loan(), waived)

    assert effect.amount.is_zero()
    owed = quote_of(W.ARREARS, state.standing_on(day, WEEKENDS))
    assert owed.amount.amount == left


def test_penalty_goes_on_after_a_waiver() -> None:
    waived = a_fact(
        K.WAIVER, date(2026, 2, 25), FactContent(amount=yuan("19.76"), part=DuePart.PENALTY)
    )

    state, _ = after(a_loan(), waived)

    owed = quote_of(W.ARREARS, state.standing_on(date(2026, 3, 7), WEEKENDS))
    assert owed.penalty.amount == "19.77"  # ten more days, and what rounding had left


def test_more_than_is_owed_is_not_waived() -> None:
    waived = a_fact(
        K.WAIVER, date(2026, 2, 25), FactContent(amount=yuan("19.77"), part=DuePart.PENALTY)
    )

    with pytest.raises(errors.WaiverTooLarge):
        after(a_loan(), waived)


def test_an_extension_gives_more_months_for_what_is_to_come() -> None:
    """Arrears stay as they are; interest until the day is due on it."""
    extended = a_fact(K.EXTENSION, date(2026, 2, 25), FactContent(months=6))

    state, _ = after(a_loan(), extended)

    assert state.lines[0].due_on == date(2026, 2, 15)
    assert (state.lines[1].due_on, state.lines[1].principal.minor) == (date(2026, 2, 25), 0)
    assert state.lines[1].interest.amount == "148.49"
    assert state.loan.last_due_on == date(2027, 7, 15)
    assert state.loan.term_months == 18
    assert len({line.amount for line in state.lines[2:-1]}) == 1
    assert principal_of(state) == 120_000_00


def test_the_one_due_day_of_a_bullet_loan_moves() -> None:
    extended = a_fact(
        K.EXTENSION, date(2026, 7, 15), FactContent(months=3, yearly_rate=Decimal("0.06"))
    )

    state, _ = after(a_loan(method=M.BULLET), extended)

    assert [line.due_on for line in state.lines] == [date(2026, 7, 15), date(2027, 4, 15)]
    assert state.lines[0].interest.amount == "2910.00"
    assert state.lines[1].interest.amount == "5400.00"  # nine months at 6 %


def test_a_restructured_loan_is_planned_again_with_its_arrears() -> None:
    restructured = a_fact(
        K.RESTRUCTURING,
        date(2026, 3, 25),
        FactContent(months=24, method=M.EQUAL_PRINCIPAL, yearly_rate=Decimal("0.04")),
    )

    state, _ = after(a_loan(), restructured)

    assert len(state.lines) == 24
    assert state.lines[0].due_on == date(2026, 4, 25)
    assert {line.principal.amount for line in state.lines} == {"5000.00"}
    assert state.lines[1].interest.amount == "383.33"
    assert state.lines[0].penalty_left.amount == "94.94"
    standing = state.standing_on(date(2026, 3, 26), WEEKENDS)
    assert not any(standing.is_late(line) for line in state.lines)


def test_what_was_paid_before_a_restructuring_stays_a_line() -> None:
    restructured = a_fact(K.RESTRUCTURING, date(2026, 3, 25), FactContent(months=12))

    state, _ = after(a_loan(), pays("600.00", date(2026, 2, 25)), restructured)

    assert state.lines[0].principal.amount == "95.24"
    assert state.lines[0].paid_on == date(2026, 3, 25)
    assert len(state.lines) == 13
    assert principal_of(state) == 120_000_00


def test_a_written_off_loan_is_frozen_and_recovered() -> None:
    day = date(2026, 6, 25)
    written_off = a_fact(K.WRITE_OFF, day)
    owed = quote_of(W.PAYOFF, a_loan().standing_on(day, WEEKENDS)).amount
    some = a_fact(K.RECOVERY, date(2026, 12, 1), FactContent(amount=yuan("50000.00")))
    rest = a_fact(K.RECOVERY, date(2027, 12, 1), FactContent(amount=owed - yuan("50000.00")))

    state, [effect] = after(a_loan(), written_off)
    partly, _ = after(a_loan(), written_off, some)
    ended, _ = after(a_loan(), written_off, some, rest)

    assert effect.principal.amount == "120000.00"
    assert (state.loan.status, state.loan.outstanding.minor) == (LoanStatus.WRITTEN_OFF, 0)
    assert state.loan.written_off.amount == "120000.00"
    assert partly.loan.status is LoanStatus.WRITTEN_OFF
    assert partly.loan.written_off < state.loan.written_off
    assert (ended.loan.status, ended.loan.closed_on) == (LoanStatus.CLOSED, date(2027, 12, 1))
    assert ended.loan.written_off.is_zero()


@pytest.mark.parametrize("kind", [K.REPAYMENT, K.WAIVER, K.EXTENSION, K.WRITE_OFF])
def test_only_recoveries_follow_a_write_off(kind: FactKind) -> None:
    written_off = a_fact(K.WRITE_OFF, OPENED_ON)

    with pytest.raises(errors.FactNotPossible):
        after(a_loan(), written_off, a_fact(kind, OPENED_ON, number=1))


def test_nothing_follows_the_end() -> None:
    all_paid = pays("120000.00", OPENED_ON, W.PAYOFF)

    with pytest.raises(errors.LoanIsClosed):
        after(a_loan(), all_paid, pays("1.00", date(2026, 2, 1), number=1))


def test_a_recovery_without_a_write_off_is_refused() -> None:
    with pytest.raises(errors.FactNotPossible):
        after(a_loan(), a_fact(K.RECOVERY, OPENED_ON, FactContent(amount=yuan("1.00"))))


def test_a_repayment_that_was_forgotten_takes_the_penalty_back() -> None:
    """Paid on the due day, recorded a month later: the next one bears less penalty."""
    late = pays("10264.65", date(2026, 3, 25), number=1)
    forgotten = pays("10264.65", date(2026, 2, 16), number=2)

    _, [without] = after(a_loan(), late)
    _, [first, second] = after(a_loan(), late, forgotten)

    assert without.penalty.amount == "75.10"
    assert first.penalty.is_zero()
    assert second.penalty.amount == "19.84"


def test_a_cancelled_repayment_never_was() -> None:
    day = datetime(2026, 4, 1, tzinfo=UTC)
    first = pays("10264.65", date(2026, 2, 13), W.INSTALMENT, number=1)
    second = pays("5000.00", date(2026, 3, 25), number=2)

    with_cancelled, _ = after(a_loan(), replace(first, cancelled_at=day), second)
    without, _ = after(a_loan(), second)

    assert with_cancelled == without


# What always holds --------------------------------------------------------------------------------

DAYS = st.integers(0, 500).map(lambda after: OPENED_ON + timedelta(days=after))
AMOUNTS = st.one_of(st.integers(1, 20_000_00), st.integers(1, 140_000_00)).map(
    lambda minor: Money(minor, "CNY")
)
CONTENTS = st.one_of(
    st.tuples(
        st.just(K.REPAYMENT),
        st.builds(
            FactContent,
            amount=AMOUNTS,
            way=st.sampled_from(W),
            effect=st.sampled_from(PrepaymentEffect),
        ),
    ),
    st.tuples(st.just(K.GUARANTEE), st.builds(FactContent, amount=AMOUNTS)),
    st.tuples(
        st.just(K.WAIVER),
        st.builds(
            FactContent,
            amount=st.integers(1, 500_00).map(lambda minor: Money(minor, "CNY")),
            part=st.sampled_from([DuePart.PENALTY, DuePart.INTEREST]),
        ),
    ),
    st.tuples(st.just(K.EXTENSION), st.builds(FactContent, months=st.integers(1, 12))),
    st.tuples(
        st.just(K.RESTRUCTURING),
        st.builds(
            FactContent,
            months=st.integers(1, 24),
            method=st.sampled_from(M),
            yearly_rate=st.integers(0, 2400).map(lambda bps: Decimal(bps) / 10_000),
        ),
    ),
    st.tuples(
        st.just(K.RATE_RESET),
        st.builds(
            FactContent,
            yearly_rate=st.integers(1, 1200).map(lambda bps: Decimal(bps) / 10_000),
        ),
    ),
    st.tuples(st.just(K.WRITE_OFF), st.just(FactContent())),
    st.tuples(st.just(K.RECOVERY), st.builds(FactContent, amount=AMOUNTS)),
)
LIVES = st.lists(st.tuples(CONTENTS, DAYS), max_size=8)
FIXED = st.builds(
    a_loan,
    method=st.sampled_from(M),
    yearly=st.sampled_from(["0", "0.0485", "0.24"]),
    day_count=st.sampled_from(DayCount),
    months=st.integers(1, 18),
    fee_rate=st.sampled_from(["0", "0.01"]),
)
LOANS = st.one_of(FIXED, FIXED.map(floating))
"""Flat ones among those that float: what never is agreed must still add up."""


def lives(
    loan: LoanState, wished: list[tuple[tuple[FactKind, FactContent], date]]
) -> tuple[LoanState, list[Fact]]:
    """Of the wished facts those that are possible, in the order of their days."""
    state, facts = loan, list[Fact]()
    for number, ((kind, content), on) in enumerate(sorted(wished, key=lambda each: each[1])):
        fact = a_fact(kind, on, content, number=number)
        try:
            state, _ = apply(state, fact, WEEKENDS)
        except DomainError:
            continue
        facts.append(fact)
    return state, facts


@settings(max_examples=60, deadline=None)
@given(LOANS, LIVES)
def test_a_life_adds_up(
    loan: LoanState, wished: list[tuple[tuple[FactKind, FactContent], date]]
) -> None:
    """Principals add up to the loan, nothing is below nothing, money is where it came from, the
    replay ends where one fact after the other did, and the end is at exactly nothing."""
    state, facts = lives(loan, wished)

    replayed, booked = replay(loan, facts, WEEKENDS)

    assert replayed == state
    assert principal_of(state) == loan.loan.principal.minor
    for line in state.lines:
        assert min(line.principal.minor, line.interest.minor, line.balance.minor) >= 0
        assert min(line.principal_left.minor, line.interest_left.minor) >= 0
        assert min(line.penalty_left.minor, line.penalty_paid.minor) >= 0
        assert line.starts_on <= line.due_on
    for each in booked:
        if each.fact.kind.brings_money:
            assert each.effect.amount == each.fact.content.amount
        assert min(each.effect.principal.minor, each.effect.fee.minor) >= 0
    came_in = sum(each.effect.principal.minor for each in booked if each.fact.kind.brings_money)
    paid = sum(line.principal_paid.minor for line in state.lines)
    assert came_in == paid
    left = state.loan.outstanding + state.loan.written_off
    assert left.minor == loan.loan.principal.minor - paid
    if state.loan.status is LoanStatus.CLOSED:
        assert left.is_zero()
        assert all(line.paid_on is not None for line in state.lines)


@settings(max_examples=40, deadline=None)
@given(LOANS, st.lists(st.tuples(AMOUNTS, DAYS), min_size=2, max_size=3))
def test_the_order_of_arrival_makes_no_difference(
    loan: LoanState, wished: list[tuple[Money, date]]
) -> None:
    content = [((K.GUARANTEE, FactContent(amount=amount)), day) for amount, day in wished]
    state, facts = lives(loan, content)

    for arrived in permutations(facts):
        assert replay(loan, arrived, WEEKENDS)[0] == state


@settings(max_examples=40, deadline=None)
@given(LOANS, LIVES, DAYS)
def test_what_the_quote_says_ends_the_loan(
    loan: LoanState, wished: list[tuple[tuple[FactKind, FactContent], date]], day: date
) -> None:
    state, facts = lives(loan, wished)
    last = max([fact.counts_on for fact in facts], default=OPENED_ON)
    on = max(day, last)
    if state.loan.status is not LoanStatus.ACTIVE:
        return
    amount = quote_of(W.PAYOFF, state.standing_on(on, WEEKENDS)).amount

    ended, effect = apply(
        state,
        a_fact(K.REPAYMENT, on, FactContent(amount=amount, way=W.PAYOFF), number=99),
        WEEKENDS,
    )

    assert effect.amount == amount
    assert ended.loan.status is LoanStatus.CLOSED
    assert ended.loan.outstanding.is_zero()
