"""Floating rates 重定价: on a repricing day a loan takes the LPR that is in force.

Which loans that concerns, and to which day they look next, are statements; only loans whose rate
changes are planned again, thousands at a time. Their day is the morning after the one that is
closed, so the accrual that follows still books that day at the old rate. A loan whose day was
missed, because it had ended and was opened again, is put right for every day it missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, Numeric, cast, func, select, text

from rongqu.events.servicing import RateReset
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between, fields_of
from rongqu.kernel.events import Event
from rongqu.kernel.ids import FactId, LoanId, UserId, new_id
from rongqu.kernel.rates import LOWEST_RATE
from rongqu.modules.catalog.public import read_base_rate
from rongqu.modules.servicing import queries, tables
from rongqu.modules.servicing.actions._history import record_fact, record_new_plans
from rongqu.modules.servicing.actions._news import what_follows
from rongqu.modules.servicing.days.types import Closing, Outcome
from rongqu.modules.servicing.settlement import LoanState, apply
from rongqu.modules.servicing.types import (
    BookedFact,
    Fact,
    FactContent,
    FactKind,
    Loan,
    LoanStatus,
)

LOAN = tables.loan.c
FLOATING = LOAN.structure["floating"]
KEPT = ("yearly_rate",)
AT_A_TIME = 2_000

# The day after it by `Repricing.next_after`: counted from the payout, so that the 31st comes back
# after a shorter month.
LOOK_AGAIN = text("""
    UPDATE servicing.loan SET reprices_on = (anchor + make_interval(months => step
        + 12 * CAST(extract(year FROM reprices_on) - extract(year FROM anchor) AS int)
        + CAST(extract(month FROM reprices_on) - extract(month FROM anchor) AS int)))::date
    FROM (
        SELECT id AS of_loan, CASE WHEN rule = 'monthly' THEN 1 ELSE 12 END AS step,
               CASE WHEN rule = 'new_year'
                    THEN make_date(CAST(extract(year FROM opened_on) AS int), 1, 1)
                    ELSE opened_on END AS anchor
        FROM (SELECT id, opened_on, structure -> 'floating' ->> 'repricing' AS rule
              FROM servicing.loan WHERE status = 'active' AND reprices_on = :day) AS waiting
    ) AS looked WHERE loan.id = looked.of_loan
""")


async def reset_rates(tx: Tx, closing: Closing) -> Outcome:
    """Returns how many rates changed."""
    changed = 0
    while (day := await _next_day(tx, closing.as_of)) is not None:
        base_rate = await read_base_rate(tx, day)
        last: LoanId | None = None
        while loans := await _lock_moved(tx, day, base_rate, last):
            await _reset(tx, loans, day, base_rate)
            changed, last = changed + len(loans), loans[-1].id
        await tx.connection.execute(LOOK_AGAIN, {"day": day})
    return Outcome(rows=changed)


async def _next_day(tx: Tx, until: date) -> date | None:
    waiting = select(func.min(LOAN.reprices_on)).where(
        LOAN.status == LoanStatus.ACTIVE, LOAN.reprices_on <= until
    )
    return (await tx.connection.execute(waiting)).scalar_one()


async def _lock_moved(tx: Tx, day: date, base_rate: Decimal, last: LoanId | None) -> Sequence[Loan]:
    """Those whose rate changes on the day, and of which something is still to fall due."""
    wanted = func.greatest(
        LOWEST_RATE, func.least(base_rate + _number("margin"), _number("highest"))
    )
    moved = (
        select(tables.loan)
        .where(LOAN.status == LoanStatus.ACTIVE, LOAN.reprices_on == day)
        .where(LOAN.last_due_on > day, LOAN.yearly_rate != wanted)
        .order_by(LOAN.id)
        .limit(AT_A_TIME)
        .with_for_update()
    )
    if last is not None:
        moved = moved.where(LOAN.id > last)
    return [queries.to_loan(row) for row in await tx.connection.execute(moved)]


async def _reset(tx: Tx, loans: Sequence[Loan], day: date, base_rate: Decimal) -> None:
    """Where something counts after the day already, all of it is gone over again."""
    lines = await queries.list_lines_of(tx, loans)
    overtaken = await queries.find_overtaken(tx, loans, day)
    calendar = await queries.read_calendar(tx, day, day)
    plans, news = list[tuple[LoanState, LoanState, BookedFact]](), list[Event]()
    for loan in loans:
        fact, before = _fact(tx, loan, day, base_rate), LoanState(loan=loan, lines=lines[loan.id])
        if loan.id in overtaken:
            recorded = await record_fact(tx, loan, fact)
            news += await what_follows(tx, recorded)
            state = LoanState(loan=recorded.after, lines=await queries.list_instalments(tx, loan))
        else:
            state, effect = apply(before, fact, calendar)
            plans.append((before, state, BookedFact(fact=fact, effect=effect, revision=0)))
        news.append(_event(before, state, fact))
    if plans:
        await record_new_plans(tx, plans)
    await tx.publish_all(news)


def _fact(tx: Tx, loan: Loan, day: date, base_rate: Decimal) -> Fact:
    floating = loan.structure.floating
    assert floating is not None, "only what floats has a repricing day"
    content = FactContent(base_rate=base_rate, yearly_rate=floating.rate_at(base_rate))
    return Fact(
        id=FactId(new_id()),
        loan_id=loan.id,
        kind=FactKind.RATE_RESET,
        counts_on=day,
        content=content,
        reason="",
        recorded_by=UserId(tx.actor.id),
        recorded_at=tx.now,
    )


def _event(before: LoanState, after: LoanState, fact: Fact) -> RateReset:
    loan = after.loan
    upcoming = next((line for line in after.lines if line.due_on > fact.counts_on), None)
    return RateReset(
        **loan.about,
        counts_on=fact.counts_on,
        base_rate=str(fact.content.base_rate),
        yearly_rate=str(loan.yearly_rate.yearly),
        next_due_on=None if upcoming is None else upcoming.due_on,
        next_amount=None if upcoming is None else upcoming.amount,
        changes=changes_between(fields_of(before.loan, KEPT), fields_of(loan, KEPT)),
    )


def _number(name: str) -> ColumnElement[Decimal]:
    return cast(FLOATING[name].astext, Numeric)
