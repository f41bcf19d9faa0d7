"""Decisions of servicing, and what is owed on a day: pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.ids import ApplicationId, EnterpriseId, LoanId, OrganisationId, new_id
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import PLAIN, DuePart, RepaymentMethod, Terms, compute_schedule
from rongqu.modules.servicing.rules import (
    bucket_of,
    compute_penalty_daily_rate,
    is_worse,
    last_business_day_before,
)
from rongqu.modules.servicing.settlement import Standing, allocate, dues_of, fee_of, quote_of
from rongqu.modules.servicing.types import (
    Bucket,
    Lateness,
    Loan,
    LoanInstalment,
    LoanStatus,
    RepaymentKind,
)

OPENED = date(2026, 1, 15)
ZERO = Money(0, "CNY")


def a_standing(
    as_of: date,
    *,
    method: RepaymentMethod = RepaymentMethod.EQUAL_INSTALMENT,
    day_count: DayCount = DayCount.THIRTY_E_360,
    minor: int = 120_000_00,
    fee_rate: str = "0",
) -> Standing:
    """Nothing has been paid; every day is a business day."""
    rate = Rate(Decimal("0.0485"), day_count)
    principal = Money(minor, "CNY")
    plan = compute_schedule(
        Terms(principal=principal, rate=rate, method=method, months=12, starts_on=OPENED)
    )
    loan = Loan(
        id=LoanId(new_id()),
        number="RQ20260115TEST",
        application_id=ApplicationId(new_id()),
        enterprise_id=EnterpriseId(new_id()),
        institution_id=OrganisationId(new_id()),
        borrower_name="甲",
        lender_name="乙",
        region_code="330100",
        product_kind="credit_loan",
        product_name="贷",
        principal=principal,
        yearly_rate=rate,
        term_months=12,
        method=method,
        penalty_daily_rate=compute_penalty_daily_rate(rate, Decimal("1.5")),
        prepayment_fee_rate=Decimal(fee_rate),
        allocation=tuple(DuePart),
        structure=PLAIN,
        reprices_on=None,
        opened_on=OPENED,
        last_due_on=plan[-1].due_on,
        status=LoanStatus.ACTIVE,
        outstanding=principal,
        written_off=Money.zero("CNY"),
        written_off_on=None,
        lateness=Lateness(),
        closed_on=None,
    )
    lines = tuple(
        LoanInstalment(
            number=line.number,
            starts_on=line.starts_on,
            due_on=line.due_on,
            principal=line.principal,
            interest=line.interest,
            carried=ZERO,
            balance=line.balance,
            principal_paid=ZERO,
            interest_paid=ZERO,
            interest_cancelled=ZERO,
            penalty_exact=Decimal(0),
            penalty_paid=ZERO,
            penalty_through=None,
            paid_on=None,
        )
        for line in plan
    )
    return Standing(loan=loan, instalments=lines, as_of=as_of, late_until=as_of - timedelta(days=1))


@pytest.mark.parametrize(
    ("days", "bucket"),
    [
        (0, Bucket.CURRENT),
        (1, Bucket.D1_30),
        (30, Bucket.D1_30),
        (31, Bucket.D31_60),
        (61, Bucket.D61_90),
        (90, Bucket.D61_90),
        (91, Bucket.D90_PLUS),
        (4000, Bucket.D90_PLUS),
    ],
)
def test_a_bucket_by_days(days: int, bucket: Bucket) -> None:
    assert bucket_of(days) is bucket


def test_buckets_get_worse_in_their_order() -> None:
    assert is_worse(Bucket.D31_60, than=Bucket.D1_30)
    assert not is_worse(Bucket.CURRENT, than=Bucket.D90_PLUS)
    assert not is_worse(Bucket.D1_30, than=Bucket.D1_30)


@pytest.mark.parametrize(
    ("day_count", "expected"),
    [(DayCount.ACT_360, "0.0002"), (DayCount.THIRTY_E_360, "0.0002")],
)
def test_a_day_of_penalty_is_the_year_over_360(day_count: DayCount, expected: str) -> None:
    rate = Rate(Decimal("0.048"), day_count)

    assert compute_penalty_daily_rate(rate, Decimal("1.5")) == Decimal(expected)


def test_a_day_of_penalty_is_the_year_over_365_where_the_contract_says_so() -> None:
    rate = Rate(Decimal("0.073"), DayCount.ACT_365F)

    assert compute_penalty_daily_rate(rate, Decimal(1)) == Decimal("0.0002")


def test_what_fell_due_over_a_weekend_is_late_after_monday() -> None:
    weekend = frozenset({date(2026, 3, 14), date(2026, 3, 15)})

    assert last_business_day_before(date(2026, 3, 16), weekend) == date(2026, 3, 13)
    assert last_business_day_before(date(2026, 3, 17), weekend) == date(2026, 3, 16)


def test_on_the_day_of_the_payout_only_the_principal_is_owed() -> None:
    quote = quote_of(RepaymentKind.PAYOFF, a_standing(OPENED))

    assert quote.amount == Money(120_000_00, "CNY")


@pytest.mark.parametrize(
    ("method", "interest"),
    [
        (RepaymentMethod.INTEREST_ONLY, "161.67"),
        (RepaymentMethod.BULLET, "161.67"),
        (RepaymentMethod.EQUAL_PRINCIPAL, "161.67"),
    ],
)
def test_ten_days_of_interest_by_each_method(method: RepaymentMethod, interest: str) -> None:
    standing = a_standing(OPENED + timedelta(days=10), method=method)

    assert quote_of(RepaymentKind.PAYOFF, standing).interest.amount == interest


def test_the_fee_is_only_for_principal_before_its_day() -> None:
    standing = a_standing(date(2026, 2, 15), fee_rate="0.01")

    assert fee_of(RepaymentKind.PAYOFF, standing).amount == "1102.20"
    assert fee_of(RepaymentKind.INSTALMENT, standing).is_zero()


@given(
    st.integers(0, 500),
    st.sampled_from(RepaymentMethod),
    st.sampled_from(DayCount),
    st.integers(1000_00, 10**11),
)
def test_paying_everything_leaves_nothing_whatever_the_day(
    days: int, method: RepaymentMethod, day_count: DayCount, minor: int
) -> None:
    standing = a_standing(
        OPENED + timedelta(days=days), method=method, day_count=day_count, minor=minor
    )
    quote = quote_of(RepaymentKind.PAYOFF, standing)

    shares = allocate(quote.amount, dues_of(RepaymentKind.PAYOFF, standing), tuple(DuePart))

    assert sum(share.principal.minor for share in shares) == minor
    assert all(share.pays_all for share in shares)
    assert min(quote.interest.minor, quote.penalty.minor) >= 0
    planned = sum(line.interest.minor for line in standing.instalments)
    assert quote.interest.minor <= planned
    cancelled = sum(share.due.interest_cancelled.minor for share in shares)
    assert quote.interest.minor + cancelled == planned


@given(st.integers(0, 400), st.integers(1, 200_000_00), st.permutations(list(DuePart)))
def test_no_cent_of_a_payment_is_lost(days: int, minor: int, order: list[DuePart]) -> None:
    standing = a_standing(OPENED + timedelta(days=days))
    dues = dues_of(RepaymentKind.ARREARS, standing)
    owed = sum(due.amount.minor for due in dues)

    shares = allocate(Money(minor, "CNY"), dues, order)

    paid = [share.principal + share.interest + share.penalty for share in shares]
    assert sum(each.minor for each in paid) == min(minor, owed)
    assert all(each.minor >= 0 for each in paid)
    touched = [share for share, each in zip(shares, paid, strict=True) if not each.is_zero()]
    assert all(share.pays_all for share in touched[:-1]), "the oldest is paid first"


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_payment_that_counts_for_an_earlier_day_bears_its_penalty_only(
    days: int, later: int
) -> None:
    """What the daily runs accrued in between makes no difference."""
    day = OPENED + timedelta(days=40 + days)
    direct = a_standing(day)
    first, *rest = direct.instalments
    ahead = day + timedelta(days=later)
    daily = first.principal.minor * direct.loan.penalty_daily_rate
    accrued = replace(
        first, penalty_exact=daily * (ahead - first.due_on).days, penalty_through=ahead
    )
    after_runs = replace(direct, instalments=(accrued, *rest))

    kind = RepaymentKind.INSTALMENT
    assert quote_of(kind, after_runs).penalty == quote_of(kind, direct).penalty
