"""Close a business day whose phases are all done, and open the next."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import update

from rongqu.events.servicing import DayRunCompleted
from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.servicing.actions._days import PLATFORM_HEARS, subject_of
from rongqu.modules.servicing.actions.start_day_end import open_day
from rongqu.modules.servicing.days import queries, tables
from rongqu.modules.servicing.days.types import BusinessDay, DayState
from rongqu.modules.servicing.queries import CURRENCY


async def close_day(tx: Tx, day: date) -> BusinessDay:
    """Internal: the job of a day's end calls it, when no phase is left. Safe to repeat."""
    found = await queries.lock_day(tx, day)
    if found.state is not DayState.RUNNING or found.next_phase is not None:
        return found

    await tx.connection.execute(
        update(tables.business_day)
        .where(tables.business_day.c.day == day)
        .values(state=DayState.CLOSED, closed_at=tx.now)
    )
    await open_day(tx, day + timedelta(days=1))

    await tx.publish(
        DayRunCompleted(
            subject_id=subject_of(day),
            parties=PLATFORM_HEARS,
            business_date=day,
            late_loans=found.late_loans or 0,
            accrued=(found.interest or ZERO) + (found.penalty or ZERO),
        )
    )
    return await queries.lock_day(tx, day)


ZERO = Money.zero(CURRENCY)
