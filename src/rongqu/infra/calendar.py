"""The business calendar of mainland China 工作日历: a table, because nobody can compute it.

The State Council announces each year's holidays in the autumn before it. The days come from the
package `chinesecalendar`; where its data ends, questions are refused instead of guessed.
"""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar  # pyright: ignore[reportMissingTypeStubs]  it has none
from sqlalchemy import Column, Date, Named, Table, Text, TypedColumns, func, select
from sqlalchemy.dialects.postgresql import insert

from rongqu.infra.tables import metadata
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import CalendarEnds

HOLIDAY, MAKEUP_WORKDAY = "holiday", "makeup_workday"


class _DayColumns(TypedColumns):
    day: Named[date] = Column(Date, primary_key=True)
    kind: Named[str] = Column(Text)
    name: Named[str] = Column(Text)


calendar_day = Table("calendar_day", metadata, _DayColumns, schema="infra")


async def load_calendar(tx: Tx) -> int:
    """Put the known special days in, where they are not yet. Returns how many were new."""
    holidays = chinese_calendar.constants.holidays
    workdays = chinese_calendar.constants.workdays
    rows = [{"day": day, "kind": HOLIDAY, "name": name} for day, name in holidays.items()]
    rows += [{"day": day, "kind": MAKEUP_WORKDAY, "name": name} for day, name in workdays.items()]
    loaded = await tx.connection.execute(
        insert(calendar_day).values(rows).on_conflict_do_nothing(index_elements=["day"])
    )
    return loaded.rowcount


async def calendar_ends_on(tx: Tx) -> date:
    """31 December of the last year that the table knows."""
    latest = select(calendar_day.c.day).order_by(calendar_day.c.day.desc()).limit(1)
    last = (await tx.connection.execute(latest)).scalar_one_or_none()
    return _end_of_year(last)


async def is_business_day(tx: Tx, day: date) -> bool:
    if day > (ends_on := await calendar_ends_on(tx)):
        raise CalendarEnds(day=day, known_until=ends_on)
    kind = (
        await tx.connection.execute(select(calendar_day.c.kind).where(calendar_day.c.day == day))
    ).scalar_one_or_none()
    if kind is None:
        return day.weekday() < 5
    return kind == MAKEUP_WORKDAY


async def next_business_day(tx: Tx, day: date) -> date:
    """`day` itself when it is one, else the first one after it (following 顺延)."""
    while not await is_business_day(tx, day):
        day += timedelta(days=1)
    return day


async def list_days_off(tx: Tx, first: date, last: date) -> frozenset[date]:
    """Weekends and public holidays from `first` to `last`, both included; one question for all."""
    columns = calendar_day.c
    end = select(func.max(columns.day)).scalar_subquery()
    wanted = columns.day.between(first, last) | (columns.day == end)
    rows = await tx.connection.execute(select(columns.day, columns.kind).where(wanted))
    kinds = {row.day: row.kind for row in rows}
    if last > (ends_on := _end_of_year(max(kinds, default=None))):
        raise CalendarEnds(day=last, known_until=ends_on)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return frozenset(
        day for day in days if kinds.get(day, HOLIDAY if day.weekday() >= 5 else "") == HOLIDAY
    )


def _end_of_year(last_known: date | None) -> date:
    if last_known is None:
        raise CalendarEnds(known_until=None)
    return date(last_known.year, 12, 31)
