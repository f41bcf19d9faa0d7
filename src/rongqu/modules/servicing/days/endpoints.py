"""The API of business days: parse, call, answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Query

from rongqu.infra.calendar import calendar_ends_on
from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, TxDep, part_router
from rongqu.kernel.errors import CalendarEnds, KeyReused
from rongqu.kernel.ids import LoanId
from rongqu.modules.servicing import jobs, permissions
from rongqu.modules.servicing.actions.give_mandate import give_mandate
from rongqu.modules.servicing.actions.revoke_mandate import revoke_mandate
from rongqu.modules.servicing.actions.start_day_end import start_day_end
from rongqu.modules.servicing.days import debits, queries
from rongqu.modules.servicing.days.schemas import (
    BusinessDayBody,
    BusinessDaysBody,
    CalendarBody,
    CalendarDayBody,
    DayWishBody,
    MandateBody,
)
from rongqu.modules.servicing.errors import (
    DayClosed,
    DayNotOver,
    DayOutOfOrder,
    LoanIsClosed,
    LoanNotFound,
    NotBorrower,
)
from rongqu.modules.servicing.queries import get_loan

router = part_router("servicing", "/loans")

DAYS_SHOWN = 14
CALENDAR_DAYS = 42
"""Six weeks, as a page of a calendar shows."""


@router.get("/day-ends", responses=problems())
async def list_day_ends_endpoint(tx: TxDep) -> BusinessDaysBody:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    days = await queries.list_latest_days(tx, DAYS_SHOWN)
    yesterday = tx.business_date - timedelta(days=1)
    current = await queries.find_current_day(tx)
    due = yesterday if current is None else current.day
    return BusinessDaysBody(
        today=tx.business_date,
        due=due if due <= yesterday else None,
        items=[BusinessDayBody.of(day) for day in days],
    )


@router.post(
    "/day-ends",
    status_code=202,
    dependencies=[ONCE],
    responses=problems(KeyReused, DayClosed, DayNotOver, DayOutOfOrder, CalendarEnds),
)
async def start_day_end_endpoint(tx: TxDep, body: DayWishBody) -> BusinessDayBody:
    """By hand, when the night's run did not come about or was broken off: a job goes on with it."""
    started = await start_day_end(tx, body.day)
    wish = jobs.end_day.later(day=body.day.isoformat())
    await tx.defer(wish.when(lock="servicing.day_end", queueing_lock="servicing.day_end"))
    return BusinessDayBody.of(started)


@router.get("/day-ends/calendar", responses=problems(CalendarEnds))
async def get_day_calendar_endpoint(
    tx: TxDep, weeks_back: Annotated[int, Query(ge=0, le=520)] = 4
) -> CalendarBody:
    """Six weeks that begin on a Monday so many weeks before this one."""
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    monday = tx.business_date - timedelta(days=tx.business_date.weekday(), weeks=weeks_back)
    days = await queries.list_calendar(tx, monday, monday + timedelta(days=CALENDAR_DAYS - 1))
    return CalendarBody(
        today=tx.business_date,
        known_until=await calendar_ends_on(tx),
        days=[CalendarDayBody.of(day) for day in days],
    )


@router.get("/{loan_id}/mandate", responses=problems(LoanNotFound))
async def get_mandate_endpoint(tx: TxDep, loan_id: UUID) -> MandateBody:
    tx.actor.require(permissions.VIEW)
    return await _mandate_of(tx, LoanId(loan_id))


@router.put("/{loan_id}/mandate", responses=problems(LoanNotFound, NotBorrower, LoanIsClosed))
async def give_mandate_endpoint(tx: TxDep, loan_id: UUID) -> MandateBody:
    await give_mandate(tx, LoanId(loan_id))
    return await _mandate_of(tx, LoanId(loan_id))


@router.delete("/{loan_id}/mandate", responses=problems(LoanNotFound, NotBorrower))
async def revoke_mandate_endpoint(tx: TxDep, loan_id: UUID) -> MandateBody:
    await revoke_mandate(tx, LoanId(loan_id))
    return await _mandate_of(tx, LoanId(loan_id))


async def _mandate_of(tx: Tx, loan_id: LoanId) -> MandateBody:
    loan = await get_loan(tx, loan_id)
    return MandateBody.of(await debits.find_mandate(tx, loan.id))
