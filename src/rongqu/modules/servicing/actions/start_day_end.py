"""Start the end of a business day, or let one go on that was broken off."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.servicing import DayEndStarted
from rongqu.infra.calendar import list_days_off
from rongqu.infra.tx import Tx
from rongqu.modules.servicing import permissions
from rongqu.modules.servicing.actions._days import PLATFORM_HEARS, subject_of
from rongqu.modules.servicing.days import queries, rules, tables
from rongqu.modules.servicing.days.types import BusinessDay, DayState

DAY = tables.business_day.c


async def start_day_end(tx: Tx, day: date) -> BusinessDay:
    """The phases themselves are run by a job. Refused where the holidays of the next morning are
    not known: whether an instalment is late then depends on them."""
    tx.actor.require(permissions.END_DAY)
    current = await queries.find_current_day(tx)
    earliest = day if current is None else current.day
    wanted = await queries.find_day(tx, day)
    rules.check_can_close(wanted, day=day, earliest=earliest, today=tx.business_date)
    await queries.get_closing(tx, day)

    if current is None:
        await open_day(tx, day)
    started = await tx.connection.execute(
        update(tables.business_day)
        .where(DAY.day == day, DAY.state != DayState.CLOSED)
        .values(
            state=DayState.RUNNING,
            started_at=func.coalesce(DAY.started_at, tx.now),
            started_by=func.coalesce(DAY.started_by, tx.actor.id),
        )
    )
    if started.rowcount:  # none when another process has closed it meanwhile
        await tx.publish(
            DayEndStarted(subject_id=subject_of(day), parties=PLATFORM_HEARS, business_date=day)
        )
    return await queries.lock_day(tx, day)


async def open_day(tx: Tx, day: date) -> None:
    """One day is open at a time; the database sees to it."""
    days_off = await list_days_off(tx, day, day)
    await tx.connection.execute(
        insert(tables.business_day)
        .values(day=day, state=DayState.OPEN, is_workday=day not in days_off, opened_at=tx.now)
        .on_conflict_do_nothing(index_elements=[DAY.day])
    )


def yesterday(tx: Tx) -> date:
    return tx.business_date - timedelta(days=1)
