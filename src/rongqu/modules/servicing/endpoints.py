"""The servicing API: parse, call, answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from rongqu.infra.api_document import FOR_STRANGERS
from rongqu.infra.problems import problems
from rongqu.infra.web import ONCE, PageDep, PublicTxDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import CalendarEnds, KeyReused
from rongqu.kernel.ids import LoanId, OrganisationId, PaymentOrderId, new_id
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.payments.public import (
    AccountNotFound,
    AccountNotOpen,
    DayLimitReached,
    InsufficientFunds,
    OrderTooLarge,
)
from rongqu.modules.servicing import permissions, queries, rules
from rongqu.modules.servicing.actions.order_repayment import order_repayment
from rongqu.modules.servicing.changes import endpoints as changes
from rongqu.modules.servicing.days import endpoints as days
from rongqu.modules.servicing.errors import (
    AmountChanged,
    ArrearsFirst,
    CannotShorten,
    DayIsOver,
    LoanIsClosed,
    LoanNotFound,
    NeverAmortises,
    NotBorrower,
    NothingDue,
    Overpayment,
    RentalsAreFixed,
    RepaymentPending,
)
from rongqu.modules.servicing.quality import endpoints as quality
from rongqu.modules.servicing.queries import LoanFilter
from rongqu.modules.servicing.schemas import (
    BucketTotalBody,
    CalculationBody,
    LoanBody,
    LoanPlanBody,
    PortfolioBody,
    QuoteBody,
    RepaymentBody,
    RepaymentOrderBody,
)
from rongqu.modules.servicing.types import Bucket, LoanStatus, LoanWish

router = module_router("servicing", prefix="/loans")
router.take_in(days.router, changes.router, quality.router)

MAX_MONTHS = 360


def _filter(
    status: Annotated[LoanStatus | None, Query()] = None,
    bucket: Annotated[Bucket | None, Query()] = None,
    is_late: Annotated[bool | None, Query()] = None,
    region: Annotated[str | None, Query(pattern="^[0-9]{2,6}$")] = None,
    institution_id: Annotated[UUID | None, Query()] = None,
) -> LoanFilter:
    """`region`: the first digits of the code, so that 33 is all of Zhejiang."""
    lender = None if institution_id is None else OrganisationId(institution_id)
    return LoanFilter(
        status=status, bucket=bucket, is_late=is_late, region=region, institution_id=lender
    )


def _wish(
    amount: Annotated[Decimal, Query(gt=0, max_digits=14, decimal_places=2)],
    yearly_rate: Annotated[Decimal, Query(ge=0, le=1, max_digits=8)],
    term_months: Annotated[int, Query(ge=1, le=MAX_MONTHS)],
    method: Annotated[RepaymentMethod, Query()],
    day_count: Annotated[DayCount, Query()] = DayCount.THIRTY_E_360,
) -> LoanWish:
    return LoanWish(
        principal=Money.parse(f"{amount:f}", queries.CURRENCY),
        rate=Rate(yearly_rate, day_count),
        method=method,
        months=term_months,
    )


@router.get("", responses=problems())
async def list_loans_endpoint(
    tx: TxDep, page: PageDep, wanted: Annotated[LoanFilter, Depends(_filter)]
) -> SliceBody[LoanBody]:
    tx.actor.require(permissions.VIEW)
    found = await queries.list_loans(tx, page, wanted)
    upcoming = await queries.list_next_instalments(tx, found.items)
    items = [LoanBody.of(loan, upcoming.get(loan.id), tx.business_date) for loan in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/portfolio", responses=problems())
async def get_portfolio_endpoint(tx: TxDep) -> PortfolioBody:
    """Loans under way by how late they are: those of the caller's organisation, or all."""
    tx.actor.require(permissions.VIEW)
    totals = await queries.list_bucket_totals(tx)
    return PortfolioBody(
        business_date=tx.business_date, buckets=[BucketTotalBody.of(each) for each in totals]
    )


@router.get("/calculation", responses=problems(NeverAmortises), openapi_extra=FOR_STRANGERS)
async def calculate_loan_endpoint(
    tx: PublicTxDep, wish: Annotated[LoanWish, Depends(_wish)]
) -> CalculationBody:
    """For visitors too: the plan as if the money were paid out today."""
    return CalculationBody.of(rules.compute_plan(wish, tx.business_date))


@router.get("/{loan_id}", responses=problems(LoanNotFound))
async def get_loan_endpoint(tx: TxDep, loan_id: UUID) -> LoanPlanBody:
    tx.actor.require(permissions.VIEW)
    loan = await queries.get_loan(tx, LoanId(loan_id))
    standing = await queries.get_standing(tx, loan, tx.business_date)
    pending = await queries.find_pending_repayment(tx, loan)
    return LoanPlanBody.of(standing, await queries.list_rates(tx, loan), pending)


@router.get("/{loan_id}/quotes", responses=problems(LoanNotFound, DayIsOver, CalendarEnds))
async def list_quotes_endpoint(
    tx: TxDep, loan_id: UUID, on: Annotated[date, Query()]
) -> list[QuoteBody]:
    """What each way of paying would cost on a day to come, if nothing is paid until then."""
    tx.actor.require(permissions.VIEW)
    rules.check_still_to_come(on, tx.business_date)
    loan = await queries.get_loan(tx, LoanId(loan_id))
    return QuoteBody.all_of(await queries.get_standing(tx, loan, on))


@router.get("/{loan_id}/repayments", responses=problems(LoanNotFound))
async def list_repayments_endpoint(
    tx: TxDep, loan_id: UUID, page: PageDep
) -> SliceBody[RepaymentBody]:
    tx.actor.require(permissions.VIEW)
    loan = await queries.get_loan(tx, LoanId(loan_id))
    found = await queries.list_repayments(tx, loan, page)
    items = [RepaymentBody.of(each) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.post(
    "/{loan_id}/repayments",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        LoanNotFound,
        LoanIsClosed,
        NotBorrower,
        RepaymentPending,
        NothingDue,
        AmountChanged,
        Overpayment,
        ArrearsFirst,
        CannotShorten,
        RentalsAreFixed,
        AccountNotFound,
        AccountNotOpen,
        InsufficientFunds,
        OrderTooLarge,
        DayLimitReached,
    ),
)
async def order_repayment_endpoint(
    tx: TxDep, loan_id: UUID, body: RepaymentOrderBody
) -> RepaymentBody:
    order = body.to_order(PaymentOrderId(new_id()), LoanId(loan_id))
    return RepaymentBody.of(await order_repayment(tx, order))
