"""Every SELECT of servicing; each sees only what the actor may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select, true, tuple_
from sqlalchemy.dialects.postgresql import distinct_on

from rongqu.infra.calendar import list_days_off
from rongqu.infra.keyset import read_page
from rongqu.infra.structures import read_structure
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import (
    ApplicationId,
    ContractId,
    EnterpriseId,
    FactId,
    LoanId,
    OrganisationId,
    PaymentOrderId,
    UserId,
)
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import DuePart, RepaymentMethod
from rongqu.modules.contracts.public import get_contract
from rongqu.modules.servicing import permissions, rules, tables
from rongqu.modules.servicing.errors import FactNotFound, LoanNotFound
from rongqu.modules.servicing.settlement import Calendar, Standing, rates_since
from rongqu.modules.servicing.types import (
    BookedFact,
    Bucket,
    BucketTotal,
    Effect,
    Fact,
    FactContent,
    FactKind,
    Lateness,
    Loan,
    LoanInstalment,
    LoanStatus,
    PrepaymentEffect,
    RateSince,
    Repayment,
    RepaymentKind,
    RepaymentStatus,
)

CURRENCY = "CNY"
"""Of portfolio totals and daily runs; loans themselves name theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanFilter:
    """`None`: any. `region` is a province or a place in it: the first digits of the code."""

    status: LoanStatus | None = None
    bucket: Bucket | None = None
    is_late: bool | None = None
    region: str | None = None
    institution_id: OrganisationId | None = None
    enterprise_id: EnterpriseId | None = None


EVERY = LoanFilter()

_CONTENT = TypeAdapter(FactContent)
_REPAYMENTS = select(
    tables.repayment,
    *(
        func.coalesce(tables.fact.c[name], 0).label(name)
        for name in ("principal_minor", "interest_minor", "penalty_minor", "fee_minor")
    ),
    tables.fact.c.cancelled_at,
).outerjoin(tables.fact, tables.fact.c.id == tables.repayment.c.id)
"""With what each did to its loan, once it was applied: the fact carries its id."""


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The one place that says which loans an actor sees: those of the own organisation."""
    if actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    columns = tables.loan.c
    return or_(
        columns.enterprise_id == actor.organisation, columns.institution_id == actor.organisation
    )


async def get_loan(tx: Tx, loan_id: LoanId) -> Loan:
    return await _one_loan(tx, loan_id, select(tables.loan))


async def lock_loan(tx: Tx, loan_id: LoanId) -> Loan:
    """For a change: nobody else changes it or its instalments until this transaction ends."""
    return await _one_loan(tx, loan_id, select(tables.loan).with_for_update())


async def list_loans(tx: Tx, page: Page, wanted: LoanFilter = EVERY) -> Slice[Loan]:
    found = select(tables.loan).where(visible_to(tx.actor), *_conditions(wanted))
    return await read_page(tx, found, tables.loan.c.id, page, to_loan)


async def list_loans_of(tx: Tx, ids: Sequence[LoanId]) -> list[Loan]:
    wanted = select(tables.loan).where(tables.loan.c.id.in_(ids), visible_to(tx.actor))
    return [to_loan(row) for row in await tx.connection.execute(wanted)]


async def list_bucket_totals(tx: Tx) -> tuple[BucketTotal, ...]:
    """The portfolio that the actor sees; every bucket has a line."""
    columns = tables.loan.c
    totals = (
        select(columns.bucket, func.count().label("loans"), func.sum(columns.outstanding_minor))
        .where(visible_to(tx.actor), columns.status == LoanStatus.ACTIVE)
        .where(columns.currency == CURRENCY)
        .group_by(columns.bucket)
    )
    found = {row[0]: (row[1], int(row[2])) for row in await tx.connection.execute(totals)}
    return tuple(
        BucketTotal(
            bucket=bucket,
            loans=found.get(bucket, (0, 0))[0],
            outstanding=Money(found.get(bucket, (0, 0))[1], CURRENCY),
        )
        for bucket in Bucket
    )


async def list_instalments(tx: Tx, loan: Loan) -> tuple[LoanInstalment, ...]:
    """Takes the loan, so that only those who see it see its plan."""
    plan = (
        select(tables.instalment)
        .where(tables.instalment.c.loan_id == loan.id)
        .order_by(tables.instalment.c.number)
    )
    return tuple(to_instalment(row) for row in await tx.connection.execute(plan))


async def list_lines_of(tx: Tx, loans: Sequence[Loan]) -> dict[LoanId, tuple[LoanInstalment, ...]]:
    """The plans of many loans."""
    columns = tables.instalment.c
    plans = (
        select(tables.instalment)
        .where(columns.loan_id.in_([loan.id for loan in loans]))
        .order_by(columns.loan_id, columns.number)
    )
    found = defaultdict[LoanId, list[LoanInstalment]](list)
    for row in await tx.connection.execute(plans):
        found[LoanId(row.loan_id)].append(to_instalment(row))
    return {loan_id: tuple(lines) for loan_id, lines in found.items()}


async def list_next_instalments(tx: Tx, loans: tuple[Loan, ...]) -> dict[LoanId, LoanInstalment]:
    """The oldest unpaid instalment of each; loans without one are left out."""
    columns = tables.instalment.c
    oldest = (
        select(tables.instalment)
        .ext(distinct_on(columns.loan_id))
        .where(columns.loan_id.in_([loan.id for loan in loans]), columns.paid_on.is_(None))
        .order_by(columns.loan_id, columns.number)
    )
    return {LoanId(row.loan_id): to_instalment(row) for row in await tx.connection.execute(oldest)}


async def get_standing(tx: Tx, loan: Loan, as_of: date) -> Standing:
    return Standing(
        loan=loan,
        instalments=await list_instalments(tx, loan),
        as_of=as_of,
        late_until=await read_late_until(tx, as_of),
    )


async def read_late_until(tx: Tx, day: date) -> date:
    """What fell due on or before the answer, and is not paid, is late on `day`."""
    first = day - timedelta(days=rules.LONGEST_HOLIDAY_DAYS)
    days_off = await list_days_off(tx, first, day - timedelta(days=1))
    return rules.last_business_day_before(day, days_off)


async def read_calendar(tx: Tx, first: date, last: date) -> Calendar:
    """For every day from the first to the last."""
    earlier = first - timedelta(days=rules.LONGEST_HOLIDAY_DAYS)
    return Calendar(frozenset(await list_days_off(tx, earlier, last)))


async def list_facts(tx: Tx, loan: Loan) -> tuple[BookedFact, ...]:
    """All of them, cancelled ones too, in the order in which they count."""
    columns = tables.fact.c
    found = (
        select(tables.fact)
        .where(columns.loan_id == loan.id)
        .order_by(columns.counts_on, columns.id)
    )
    return tuple(to_booked_fact(row) for row in await tx.connection.execute(found))


async def get_fact(tx: Tx, loan: Loan, fact_id: FactId) -> BookedFact:
    wanted = select(tables.fact).where(
        tables.fact.c.id == fact_id, tables.fact.c.loan_id == loan.id
    )
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise FactNotFound(fact_id=fact_id)
    return to_booked_fact(row)


async def comes_last(tx: Tx, fact: Fact) -> bool:
    """Nothing that is recorded for its loan counts after it."""
    columns = tables.fact.c
    later = (
        exists()
        .where(columns.loan_id == fact.loan_id, columns.cancelled_at.is_(None))
        .where(tuple_(columns.counts_on, columns.id) > tuple_(fact.counts_on, fact.id))
    )
    return not (await tx.connection.execute(select(later))).scalar_one()


async def find_overtaken(tx: Tx, loans: Sequence[Loan], day: date) -> set[LoanId]:
    """Of these, those of which something counts after the day."""
    columns = tables.fact.c
    later = select(columns.loan_id).where(
        columns.loan_id.in_([loan.id for loan in loans]),
        columns.cancelled_at.is_(None),
        columns.counts_on > day,
    )
    return {LoanId(loan_id) for loan_id in (await tx.connection.execute(later)).scalars()}


async def list_rates(tx: Tx, loan: Loan) -> tuple[RateSince, ...]:
    """Which rate held since when, and what made it so; the first is the contract's."""
    columns = tables.fact.c
    found = (
        select(tables.fact)
        .where(columns.loan_id == loan.id, columns.content.has_key("yearly_rate"))
        .order_by(columns.counts_on, columns.id)
    )
    changes = [to_booked_fact(row).fact for row in await tx.connection.execute(found)]
    agreed = loan.yearly_rate, loan.structure.floating
    if changes:
        contract = await get_contract(tx, ContractId(loan.id))
        agreed = contract.yearly_rate, contract.structure.floating
    rate, floating = agreed
    first = RateSince(
        since=loan.opened_on,
        yearly_rate=rate.yearly,
        base_rate=None if floating is None else floating.base_rate,
        cause=None,
    )
    return rates_since(first, changes)


async def list_repayments(tx: Tx, loan: Loan, page: Page) -> Slice[Repayment]:
    columns = tables.repayment.c
    found = _REPAYMENTS.where(columns.loan_id == loan.id)
    return await read_page(tx, found, columns.id, page, to_repayment)


async def find_pending_repayment(tx: Tx, loan: Loan) -> Repayment | None:
    """The one that the bank has not answered on; there is never more than one."""
    columns = tables.repayment.c
    pending = _REPAYMENTS.where(
        columns.loan_id == loan.id, columns.status == RepaymentStatus.ORDERED
    )
    row = (await tx.connection.execute(pending)).one_or_none()
    return None if row is None else to_repayment(row)


async def find_repayment(tx: Tx, repayment_id: PaymentOrderId) -> Repayment | None:
    """None: the order was for something else than a loan."""
    wanted = _REPAYMENTS.where(tables.repayment.c.id == repayment_id)
    row = (await tx.connection.execute(wanted)).one_or_none()
    return None if row is None else to_repayment(row)


async def get_repayment(tx: Tx, repayment_id: PaymentOrderId) -> Repayment:
    """One that is known to be there; asked again once its loan is locked."""
    wanted = _REPAYMENTS.where(tables.repayment.c.id == repayment_id)
    return to_repayment((await tx.connection.execute(wanted)).one())


def _conditions(wanted: LoanFilter) -> list[ColumnElement[bool]]:
    columns = tables.loan.c
    conditions = list[ColumnElement[bool]]()
    if wanted.status is not None:
        conditions.append(columns.status == wanted.status)
    if wanted.bucket is not None:
        conditions.append(columns.bucket == wanted.bucket)
    if wanted.is_late is not None:
        conditions.append(columns.late_since.is_not(None) == wanted.is_late)
    if wanted.region is not None:
        conditions.append(columns.region_code.startswith(wanted.region, autoescape=True))
    if wanted.institution_id is not None:
        conditions.append(columns.institution_id == wanted.institution_id)
    if wanted.enterprise_id is not None:
        conditions.append(columns.enterprise_id == wanted.enterprise_id)
    return conditions


async def _one_loan(tx: Tx, loan_id: LoanId, statement: Select[Any]) -> Loan:
    wanted = statement.where(tables.loan.c.id == loan_id, visible_to(tx.actor))
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise LoanNotFound(loan_id=loan_id)
    return to_loan(row)


def to_loan(row: Row[Any]) -> Loan:
    return Loan(
        id=LoanId(row.id),
        number=row.number,
        application_id=ApplicationId(row.application_id),
        enterprise_id=EnterpriseId(row.enterprise_id),
        institution_id=OrganisationId(row.institution_id),
        borrower_name=row.borrower_name,
        lender_name=row.lender_name,
        region_code=row.region_code,
        product_kind=row.product_kind,
        product_name=row.product_name,
        principal=Money(row.principal_minor, row.currency),
        yearly_rate=Rate(row.yearly_rate, DayCount(row.day_count)),
        term_months=row.term_months,
        method=RepaymentMethod(row.method),
        penalty_daily_rate=row.penalty_daily_rate,
        prepayment_fee_rate=row.prepayment_fee_rate,
        allocation=tuple(DuePart(part) for part in row.allocation),
        structure=read_structure(row.structure),
        reprices_on=row.reprices_on,
        opened_on=row.opened_on,
        last_due_on=row.last_due_on,
        status=LoanStatus(row.status),
        outstanding=Money(row.outstanding_minor, row.currency),
        written_off=Money(row.written_off_minor, row.currency),
        written_off_on=row.written_off_on,
        lateness=Lateness(since=row.late_since, bucket=Bucket(row.bucket)),
        closed_on=row.closed_on,
    )


def to_instalment(row: Row[Any]) -> LoanInstalment:
    return LoanInstalment(
        number=row.number,
        starts_on=row.starts_on,
        due_on=row.due_on,
        principal=Money(row.principal_minor, row.currency),
        interest=Money(row.interest_minor, row.currency),
        carried=Money(row.carried_minor, row.currency),
        balance=Money(row.balance_minor, row.currency),
        principal_paid=Money(row.principal_paid_minor, row.currency),
        interest_paid=Money(row.interest_paid_minor, row.currency),
        interest_cancelled=Money(row.interest_cancelled_minor, row.currency),
        penalty_exact=Decimal(row.penalty_exact),
        penalty_paid=Money(row.penalty_paid_minor, row.currency),
        penalty_through=row.penalty_through,
        paid_on=row.paid_on,
        noticed_on=row.noticed_on,
    )


def to_booked_fact(row: Row[Any]) -> BookedFact:
    return BookedFact(
        fact=Fact(
            id=FactId(row.id),
            loan_id=LoanId(row.loan_id),
            kind=FactKind(row.kind),
            counts_on=row.counts_on,
            content=read_content(row.content),
            reason=row.reason,
            recorded_by=UserId(row.recorded_by),
            recorded_at=row.recorded_at,
            cancelled_at=row.cancelled_at,
        ),
        effect=_to_effect(row),
        revision=row.revision,
    )


def write_content(content: FactContent) -> dict[str, Any]:
    written: dict[str, Any] = _CONTENT.dump_python(content, mode="json", exclude_none=True)
    return written


def read_content(written: dict[str, Any]) -> FactContent:
    return _CONTENT.validate_python(written)


def _to_effect(row: Row[Any]) -> Effect:
    return Effect(
        principal=Money(row.principal_minor, row.currency),
        interest=Money(row.interest_minor, row.currency),
        penalty=Money(row.penalty_minor, row.currency),
        fee=Money(row.fee_minor, row.currency),
    )


def to_repayment(row: Row[Any]) -> Repayment:
    effect = _to_effect(row)
    return Repayment(
        id=PaymentOrderId(row.id),
        loan_id=LoanId(row.loan_id),
        kind=RepaymentKind(row.kind),
        status=RepaymentStatus(row.status),
        amount=Money(row.amount_minor, row.currency),
        ordered_on=row.ordered_on,
        ordered_by=UserId(row.ordered_by),
        ordered_at=row.ordered_at,
        ended_at=row.ended_at,
        effect=None if row.effect is None else PrepaymentEffect(row.effect),
        principal=effect.principal,
        interest=effect.interest,
        penalty=effect.penalty,
        fee=effect.fee,
        is_cancelled=row.cancelled_at is not None,
        reason_code=row.reason_code,
    )
