"""Run one phase of a day's end: all of it in one transaction, so it is done or it never was."""

from __future__ import annotations

from datetime import date

from sqlalchemy import insert, text, update

from rongqu.events.servicing import DayPhaseCompleted
from rongqu.infra.tx import Tx
from rongqu.modules.servicing.actions._days import PLATFORM_HEARS, subject_of
from rongqu.modules.servicing.days import queries, tables
from rongqu.modules.servicing.days.phases.registry import PHASES
from rongqu.modules.servicing.days.types import Closing, Outcome, Phase

PHASE = tables.day_phase.c

MILLIS_SO_FAR = text("CAST(1000 * extract(epoch FROM clock_timestamp() - now()) AS int)")

ROOM_FOR_SETS = text("""
    SELECT set_config('statement_timeout', '15min', true), set_config('work_mem', '64MB', true),
           set_config('maintenance_work_mem', '256MB', true),
           set_config('lock_timeout', '30s', true)
""")
"""For this transaction: a million loans in one statement need more than a page's question does."""


async def run_phase(tx: Tx, closing: Closing, phase: Phase) -> Phase | None:
    """Internal: the job of a day's end calls it. Safe to repeat: a phase is done once.

    Of two that run the same phase the second waits for the first and then does nothing. Returns
    the phase that comes next, and notes that it begins, so that people see where it is.
    """
    day = closing.day
    await tx.connection.execute(ROOM_FOR_SETS)
    found = await queries.lock_day(tx, day)
    if found.next_phase is not phase:
        return found.next_phase

    outcome = await PHASES[phase](tx, closing)
    await _note(tx, day, phase, outcome)
    following = phase.following
    if following is not None:
        begun = insert(tables.day_phase).values(
            day=day, phase=following, attempts=1, started_at=tx.now
        )
        await tx.connection.execute(begun)

    await tx.publish(
        DayPhaseCompleted(
            subject_id=subject_of(day),
            parties=PLATFORM_HEARS,
            business_date=day,
            phase=phase,
            rows=outcome.rows,
        )
    )
    return following


async def _note(tx: Tx, day: date, phase: Phase, outcome: Outcome) -> None:
    amount = outcome.amount
    await tx.connection.execute(
        update(tables.day_phase)
        .where(PHASE.day == day, PHASE.phase == phase)
        .values(
            finished_at=tx.now,
            millis=MILLIS_SO_FAR,
            rows=outcome.rows,
            amount_minor=None if amount is None else amount.minor,
            currency=None if amount is None else amount.currency,
        )
    )
