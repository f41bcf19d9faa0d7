"""Every SELECT of collections; staff see all, a lender the cases of its own loans."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, func, select, true

from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import EnterpriseId, LoanId, OrganisationId, UserId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.servicing import permissions
from rongqu.modules.servicing.collections import rules, tables
from rongqu.modules.servicing.collections.types import (
    Case,
    CaseState,
    Channel,
    Contact,
    ContactLimits,
    Disposal,
    DisposalKind,
    DisposalState,
    DisposalStep,
    PromiseState,
    PromiseToPay,
    Recovery,
    Result,
)
from rongqu.modules.servicing.errors import CaseNotFound, DisposalNotFound
from rongqu.modules.servicing.queries import CURRENCY
from rongqu.modules.servicing.tables import repayment
from rongqu.modules.servicing.types import Bucket

CASE, CONTACT, PROMISE = tables.collection_case.c, tables.contact.c, tables.promise.c
DISPOSAL, STEP = tables.disposal.c, tables.disposal_step.c
CALL_LIST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """`None`: any. `mine`: those of the actor."""

    state: CaseState | None = None
    bucket: Bucket | None = None
    mine: bool = False


def visible_to(actor: Actor) -> ColumnElement[bool]:
    if actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    return CASE.institution_id == actor.organisation


async def get_case(tx: Tx, case_id: UUID) -> Case:
    return await _one(tx, select(tables.collection_case).where(CASE.id == case_id), case_id)


async def lock_case(tx: Tx, case_id: UUID) -> Case:
    found = await get_case(tx, case_id)
    whole = (
        select(CASE.id)
        .where(CASE.enterprise_id == found.enterprise_id)
        .order_by(CASE.id)
        .with_for_update()
    )
    await tx.connection.execute(whole)  # contacts are limited for a borrower, not for a case
    return await get_case(tx, case_id)


async def list_cases(tx: Tx, page: Page, wanted: CaseFilter) -> Slice[Case]:
    found = (
        select(tables.collection_case)
        .where(visible_to(tx.actor))
        .order_by(CASE.id.desc())
        .limit(page.limit + 1)
    )
    if wanted.state is not None:
        found = found.where(CASE.state == wanted.state)
    if wanted.bucket is not None:
        found = found.where(CASE.bucket == wanted.bucket)
    if wanted.mine:
        found = found.where(CASE.assigned_to == tx.actor.id)
    if page.after is not None:
        found = found.where(CASE.id < page.after)
    cases = [to_case(row) for row in await tx.connection.execute(found)]
    return Slice[Case].of([(each.id, each) for each in cases], page.limit)


async def list_calls(tx: Tx) -> tuple[Case, ...]:
    """Whom to call next, most urgent first; those with a promise that still runs are left alone.

    First who broke a promise, then the worse bucket, then the larger amount.
    """
    urgency = [Bucket.D90_PLUS, Bucket.D61_90, Bucket.D31_60, Bucket.D1_30]
    rank = case(*((CASE.bucket == bucket, place) for place, bucket in enumerate(urgency)), else_=9)
    calls = (
        select(tables.collection_case)
        .where(visible_to(tx.actor), CASE.state == CaseState.OPEN, CASE.promised_for.is_(None))
        .order_by((CASE.broken_promises > 0).desc(), rank, CASE.overdue_minor.desc(), CASE.id)
        .limit(CALL_LIST)
    )
    return tuple(to_case(row) for row in await tx.connection.execute(calls))


async def list_contacts(tx: Tx, found: Case) -> tuple[Contact, ...]:
    """The latest first."""
    contacts = select(tables.contact).where(CONTACT.case_id == found.id).order_by(CONTACT.at.desc())
    return tuple(
        Contact(
            id=row.id,
            channel=Channel(row.channel),
            result=Result(row.result),
            note=row.note,
            at=row.at,
            by=UserId(row.made_by),
        )
        for row in await tx.connection.execute(contacts)
    )


async def list_disturbances(tx: Tx, found: Case) -> list[datetime]:
    """When the borrower was contacted in the seven days before now, in whatever case."""
    recent = select(CONTACT.at).where(
        CONTACT.enterprise_id == found.enterprise_id,
        CONTACT.at > tx.now - rules.WEEK,
        CONTACT.channel != Channel.LETTER,
    )
    return list((await tx.connection.execute(recent)).scalars())


async def read_limits(tx: Tx) -> ContactLimits:
    keys = ("contact_from_hour", "contact_until_hour", "contacts_a_day", "contacts_a_week")
    values = await read_policies_on(tx, [f"servicing.{key}" for key in keys], tx.business_date)
    from_hour, until_hour, a_day, a_week = (int(values[f"servicing.{key}"]) for key in keys)
    return ContactLimits(from_hour=from_hour, until_hour=until_hour, a_day=a_day, a_week=a_week)


async def list_promises(tx: Tx, found: Case) -> tuple[PromiseToPay, ...]:
    """The latest first."""
    promises = (
        select(tables.promise).where(PROMISE.case_id == found.id).order_by(PROMISE.made_at.desc())
    )
    return tuple(
        PromiseToPay(
            id=row.id,
            amount=Money(row.amount_minor, row.currency),
            promised_for=row.promised_for,
            state=PromiseState(row.state),
            made_at=row.made_at,
            made_by=UserId(row.made_by),
            decided_on=row.decided_on,
            paid=Money(row.paid_minor, row.currency),
        )
        for row in await tx.connection.execute(promises)
    )


async def get_disposal(tx: Tx, disposal_id: UUID) -> Disposal:
    wanted = _disposals().where(DISPOSAL.id == disposal_id)
    found = await _with_steps(tx, wanted)
    if not found:
        raise DisposalNotFound(disposal_id=disposal_id)
    return found[0]


async def lock_disposal(tx: Tx, disposal_id: UUID) -> Disposal:
    locked = select(DISPOSAL.id).where(DISPOSAL.id == disposal_id).with_for_update()
    await tx.connection.execute(locked)
    return await get_disposal(tx, disposal_id)


async def list_disposals(tx: Tx, loan_id: LoanId | None = None) -> tuple[Disposal, ...]:
    """Those of one loan, or the latest of all."""
    wanted = _disposals().order_by(DISPOSAL.opened_on.desc(), DISPOSAL.id.desc()).limit(CALL_LIST)
    if loan_id is not None:
        wanted = wanted.where(DISPOSAL.loan_id == loan_id)
    return await _with_steps(tx, wanted)


async def list_recoveries(tx: Tx) -> tuple[Recovery, ...]:
    """Claimed and recovered by kind of disposal; every kind has a line."""
    each = _disposals().where(DISPOSAL.currency == CURRENCY).subquery()
    totals = select(
        each.c.kind,
        func.count().label("disposals"),
        func.sum(each.c.claim_minor).label("claim"),
        func.sum(func.least(each.c.recovered_minor, each.c.claim_minor)).label("recovered"),
    ).group_by(each.c.kind)
    found = {row.kind: row for row in await tx.connection.execute(totals)}
    return tuple(
        Recovery(
            kind=kind,
            disposals=found[kind].disposals if kind in found else 0,
            claim=Money(int(found[kind].claim) if kind in found else 0, CURRENCY),
            recovered=Money(int(found[kind].recovered) if kind in found else 0, CURRENCY),
        )
        for kind in DisposalKind
    )


def _disposals() -> Select[Any]:
    """With what came in since each was opened; a loan in two ways counts for both."""
    columns = repayment.c
    recovered = (
        select(func.coalesce(func.sum(columns.amount_minor), 0))
        .where(
            columns.loan_id == DISPOSAL.loan_id,
            columns.status == "applied",
            columns.ordered_on >= DISPOSAL.opened_on,
        )
        .scalar_subquery()
    )
    return select(tables.disposal, recovered.label("recovered_minor"))


async def _with_steps(tx: Tx, wanted: Select[Any]) -> tuple[Disposal, ...]:
    rows = (await tx.connection.execute(wanted)).all()
    done = defaultdict[UUID, dict[int, Row[Any]]](dict)
    steps = select(tables.disposal_step).where(STEP.disposal_id.in_([row.id for row in rows]))
    for step in await tx.connection.execute(steps):
        done[step.disposal_id][step.number] = step
    return tuple(_to_disposal(row, done[row.id]) for row in rows)


def _to_disposal(row: Row[Any], done: dict[int, Row[Any]]) -> Disposal:
    kind = DisposalKind(row.kind)
    return Disposal(
        id=row.id,
        loan_id=LoanId(row.loan_id),
        borrower_name=row.borrower_name,
        kind=kind,
        state=DisposalState(row.state),
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        claim=Money(row.claim_minor, row.currency),
        recovered=Money(int(row.recovered_minor), row.currency),
        steps=tuple(
            _to_step(number, code, done.get(number))
            for number, code in enumerate(rules.STEPS[kind], start=1)
        ),
    )


def _to_step(number: int, code: str, row: Row[Any] | None) -> DisposalStep:
    return DisposalStep(
        number=number,
        code=code,
        document=None if row is None else row.document,
        note=None if row is None else row.note,
        done_at=None if row is None else row.done_at,
        done_by=None if row is None else UserId(row.done_by),
    )


async def _one(tx: Tx, statement: Select[Any], case_id: UUID) -> Case:
    row = (await tx.connection.execute(statement.where(visible_to(tx.actor)))).one_or_none()
    if row is None:
        raise CaseNotFound(case_id=case_id)
    return to_case(row)


def to_case(row: Row[Any]) -> Case:
    return Case(
        id=row.id,
        loan_id=LoanId(row.loan_id),
        enterprise_id=EnterpriseId(row.enterprise_id),
        institution_id=OrganisationId(row.institution_id),
        borrower_name=row.borrower_name,
        bucket=Bucket(row.bucket),
        days_past_due=row.days_past_due,
        overdue=Money(row.overdue_minor, row.currency),
        outstanding=Money(row.outstanding_minor, row.currency),
        state=CaseState(row.state),
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        assigned_to=None if row.assigned_to is None else UserId(row.assigned_to),
        last_contact_at=row.last_contact_at,
        promised_for=row.promised_for,
        broken_promises=row.broken_promises,
    )
