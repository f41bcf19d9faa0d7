"""Every SELECT of collections; staff see all, a lender the cases of its own loans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, select, true

from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import EnterpriseId, LoanId, OrganisationId, UserId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.collections import permissions, rules, tables
from rongqu.modules.collections.errors import CaseNotFound
from rongqu.modules.collections.types import (
    Bucket,
    Case,
    CaseState,
    Channel,
    Contact,
    ContactLimits,
    PromiseState,
    PromiseToPay,
    Result,
)

CASE, CONTACT, PROMISE = tables.collection_case.c, tables.contact.c, tables.promise.c
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
    values = await read_policies_on(tx, [f"collections.{key}" for key in keys], tx.business_date)
    from_hour, until_hour, a_day, a_week = (int(values[f"collections.{key}"]) for key in keys)
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
