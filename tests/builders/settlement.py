"""Loans and facts without any database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from rongqu.kernel.ids import (
    ApplicationId,
    EnterpriseId,
    FactId,
    LoanId,
    OrganisationId,
    UserId,
)
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import (
    PLAIN,
    DuePart,
    Floating,
    RepaymentMethod,
    Repricing,
    Structure,
    Terms,
    compute_schedule,
)
from rongqu.modules.servicing.settlement import Calendar, LoanState, as_lines
from rongqu.modules.servicing.types import (
    Fact,
    FactContent,
    FactKind,
    Lateness,
    Loan,
    LoanStatus,
)

OPENED_ON = date(2026, 1, 15)
NOBODY = UUID(int=0)
WEEKENDS = Calendar(
    frozenset(
        day
        for day in (date(2025, 11, 1) + timedelta(days=each) for each in range(3000))
        if day.weekday() >= 5
    )
)


def yuan(amount: str) -> Money:
    return Money.parse(amount, "CNY")


PRINCIPAL = yuan("120000.00")


def a_loan(
    *,
    method: RepaymentMethod = RepaymentMethod.EQUAL_INSTALMENT,
    yearly: str = "0.0485",
    day_count: DayCount = DayCount.THIRTY_E_360,
    months: int = 12,
    fee_rate: str = "0",
) -> LoanState:
    """120,000 at 4.85 % for 12 months of thirty days: 10,264.65 a month."""
    rate = Rate(Decimal(yearly), day_count)
    plan = compute_schedule(
        Terms(
            principal=PRINCIPAL,
            rate=rate,
            method=method,
            months=months,
            starts_on=OPENED_ON,
        )
    )
    loan = Loan(
        id=LoanId(NOBODY),
        number="RQ20260115TEST",
        application_id=ApplicationId(NOBODY),
        enterprise_id=EnterpriseId(NOBODY),
        institution_id=OrganisationId(NOBODY),
        borrower_name="苏州精工机械有限公司",
        lender_name="钱江银行",
        region_code="320500",
        product_kind="credit_loan",
        product_name="科创信用贷",
        principal=PRINCIPAL,
        yearly_rate=rate,
        term_months=months,
        method=method,
        penalty_daily_rate=Decimal(yearly) * Decimal("1.5") / 360,
        prepayment_fee_rate=Decimal(fee_rate),
        allocation=(DuePart.PENALTY, DuePart.INTEREST, DuePart.PRINCIPAL),
        structure=PLAIN,
        reprices_on=None,
        opened_on=OPENED_ON,
        last_due_on=plan[-1].due_on,
        status=LoanStatus.ACTIVE,
        outstanding=PRINCIPAL,
        written_off=yuan("0.00"),
        written_off_on=None,
        lateness=Lateness(),
        closed_on=None,
    )
    return LoanState(loan=loan, lines=as_lines(plan))


LPR_PLUS = Floating(
    repricing=Repricing.NEW_YEAR,
    base_rate=Decimal("0.035"),
    margin=Decimal("0.0135"),
    highest=Decimal("0.12"),
)


def floating(state: LoanState) -> LoanState:
    """The same loan at LPR + 1.35 %, which is 4.85 % on its first day."""
    return replace(state, loan=replace(state.loan, structure=Structure(floating=LPR_PLUS)))


def a_fact(
    kind: FactKind, counts_on: date, content: FactContent | None = None, *, number: int = 0
) -> Fact:
    return Fact(
        id=FactId(UUID(int=number)),
        loan_id=LoanId(NOBODY),
        kind=kind,
        counts_on=counts_on,
        content=content or FactContent(),
        reason="",
        recorded_by=UserId(NOBODY),
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def principal_of(state: LoanState) -> int:
    return sum(line.principal.minor for line in state.lines)
