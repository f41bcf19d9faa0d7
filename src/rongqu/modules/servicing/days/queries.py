"""Every SELECT about business days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, func, select

from rongqu.infra.calendar import calendar_ends_on, list_days_off
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.kernel.money import Money
from rongqu.modules.servicing import rules
from rongqu.modules.servicing.days import tables
from rongqu.modules.servicing.days.types import (
    BusinessDay,
    CalendarDay,
    Closing,
    DayState,
    Phase,
    PhaseRun,
)

DAY, PHASE = tables.business_day.c, tables.day_phase.c
ONE_DAY = timedelta(days=1)


async def find_day(tx: Tx, day: date) -> BusinessDay | None:
    wanted = select(tables.business_day).where(DAY.day == day)
    return next(iter(await _with_phases(tx, (await tx.connection.execute(wanted)).all())), None)


async def find_current_day(tx: Tx) -> BusinessDay | None:
    """The one day that is not closed; None before the platform's first day."""
    wanted = select(tables.business_day).where(DAY.state != DayState.CLOSED)
    return next(iter(await _with_phases(tx, (await tx.connection.execute(wanted)).all())), None)


async def lock_day(tx: Tx, day: date) -> BusinessDay:
    """Nobody else works on the day's end until this transaction is over."""
    wanted = select(tables.business_day).where(DAY.day == day).with_for_update()
    [found] = await _with_phases(tx, (await tx.connection.execute(wanted)).all())
    return found


async def list_latest_days(tx: Tx, limit: int) -> tuple[BusinessDay, ...]:
    """The latest first, the current one among them."""
    latest = select(tables.business_day).order_by(DAY.day.desc()).limit(limit)
    return await _with_phases(tx, (await tx.connection.execute(latest)).all())


async def list_calendar(tx: Tx, first: date, last: date) -> tuple[CalendarDay, ...]:
    """Every day from `first` to `last`, as far as the table of holidays knows them."""
    last = min(last, await calendar_ends_on(tx))
    days_off = await list_days_off(tx, first, last)
    states = select(DAY.day, DAY.state).where(DAY.day.between(first, last))
    known = {row.day: DayState(row.state) for row in await tx.connection.execute(states)}
    days = [first + number * ONE_DAY for number in range((last - first).days + 1)]
    return tuple(
        CalendarDay(day=day, is_workday=day not in days_off, state=known.get(day)) for day in days
    )


async def get_closing(tx: Tx, day: date) -> Closing:
    """Raises CalendarEnds where the holidays of the morning after are not known."""
    before = select(func.max(DAY.day)).where(DAY.day < day)
    as_of = day + ONE_DAY
    days_off = await list_days_off(tx, day - rules.LONGEST_HOLIDAY_DAYS * ONE_DAY, as_of)
    return Closing(
        day=day,
        as_of=as_of,
        before=(await tx.connection.execute(before)).scalar_one(),
        late_until=rules.last_business_day_before(as_of, days_off),
    )


async def _with_phases(tx: Tx, rows: Sequence[Row[Any]]) -> tuple[BusinessDay, ...]:
    runs = select(tables.day_phase).where(PHASE.day.in_([row.day for row in rows]))
    by_day = defaultdict[date, dict[str, PhaseRun]](dict)
    for run in await tx.connection.execute(runs):
        by_day[run.day][run.phase] = _to_phase_run(run)
    return tuple(_to_day(row, by_day[row.day]) for row in rows)


def _to_day(row: Row[Any], runs: dict[str, PhaseRun]) -> BusinessDay:
    return BusinessDay(
        day=row.day,
        state=DayState(row.state),
        is_workday=row.is_workday,
        opened_at=row.opened_at,
        started_at=row.started_at,
        started_by=None if row.started_by is None else UserId(row.started_by),
        closed_at=row.closed_at,
        phases=tuple(runs.get(phase) or _not_begun(phase) for phase in Phase),
    )


def _to_phase_run(row: Row[Any]) -> PhaseRun:
    return PhaseRun(
        phase=Phase(row.phase),
        attempts=row.attempts,
        started_at=row.started_at,
        finished_at=row.finished_at,
        millis=row.millis,
        rows=row.rows,
        amount=None if row.amount_minor is None else Money(row.amount_minor, row.currency),
    )


def _not_begun(phase: Phase) -> PhaseRun:
    return PhaseRun(
        phase=phase,
        attempts=0,
        started_at=None,
        finished_at=None,
        millis=None,
        rows=None,
        amount=None,
    )
