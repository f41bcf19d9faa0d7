"""Keeping the read tables: each function writes what is true after one event. Safe to repeat."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.origination import ApplicationMoved
from rongqu.events.servicing import LoanOpened
from rongqu.infra.tx import Tx
from rongqu.kernel.dates import business_date_at, first_of_month
from rongqu.kernel.ids import LoanId
from rongqu.kernel.money import Money
from rongqu.modules.insight import tables
from rongqu.modules.insight.types import Bucket

SUBMITTED, APPROVED = "submitted", "contract"
DECIDED = frozenset({APPROVED, "rejected"})


async def note_application(tx: Tx, event: ApplicationMoved) -> None:
    at = _when(tx)
    values: dict[str, object] = {
        "enterprise_id": event.enterprise_id,
        "institution_id": event.institution_id,
        "product_kind": event.product_kind,
        "province": event.region[:2],
        "industry": event.industry,
        "amount_minor": event.amount.minor if event.amount else None,
        "currency": event.amount.currency if event.amount else "CNY",
        "stage": event.to_stage,
    }
    if event.to_stage == SUBMITTED:
        values |= {"submitted_at": at, "month": first_of_month(business_date_at(at))}
    if event.to_stage in DECIDED:
        values["decided_at"] = at
    await tx.connection.execute(
        insert(tables.application)
        .values(id=event.subject_id, **values)
        .on_conflict_do_update(index_elements=["id"], set_=values)
    )
    await tx.connection.execute(
        insert(tables.stage_reached)
        .values(application_id=event.subject_id, stage=event.to_stage, reached_at=at)
        .on_conflict_do_nothing()
    )


async def note_loan(tx: Tx, event: LoanOpened) -> None:
    """Place and product come from the application, whose events arrived before."""
    opened_on = business_date_at(_when(tx))
    columns = tables.application.c
    known = select(columns.product_kind, columns.province, columns.industry).where(
        columns.id == event.application_id
    )
    product_kind, province, industry = (await tx.connection.execute(known)).one()
    await tx.connection.execute(
        insert(tables.loan)
        .values(
            id=event.subject_id,
            application_id=event.application_id,
            enterprise_id=event.enterprise_id,
            institution_id=event.institution_id,
            product_kind=product_kind,
            province=province,
            industry=industry,
            principal_minor=event.principal.minor,
            outstanding_minor=event.principal.minor,
            currency=event.principal.currency,
            month=first_of_month(opened_on),
            opened_on=opened_on,
            bucket=Bucket.CURRENT,
            days_past_due=0,
        )
        .on_conflict_do_nothing()
    )


async def note_outstanding(tx: Tx, loan_id: LoanId, outstanding: Money) -> None:
    await _update_loan(tx, loan_id, outstanding_minor=outstanding.minor)


async def note_arrears(
    tx: Tx, loan_id: LoanId, bucket: Bucket, days_past_due: int, outstanding: Money
) -> None:
    await _update_loan(
        tx,
        loan_id,
        bucket=bucket,
        days_past_due=days_past_due,
        outstanding_minor=outstanding.minor,
    )


async def note_closed(tx: Tx, loan_id: LoanId) -> None:
    await _update_loan(
        tx,
        loan_id,
        bucket=Bucket.CURRENT,
        days_past_due=0,
        outstanding_minor=0,
        closed_on=func.coalesce(tables.loan.c.closed_on, business_date_at(_when(tx))),
    )


async def _update_loan(tx: Tx, loan_id: LoanId, **values: object) -> None:
    this_one = update(tables.loan).where(tables.loan.c.id == loan_id)
    updated = await tx.connection.execute(this_one.values(**values))
    if updated.rowcount != 1:
        raise LoanUnknown(loan_id)


def _when(tx: Tx) -> datetime:
    return tx.caused_at or tx.now


class LoanUnknown(Exception):
    """The loan's opening has not been handled yet: the delivery waits and comes again."""
