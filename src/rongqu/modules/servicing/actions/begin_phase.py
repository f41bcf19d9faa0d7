"""Note with which phase a day's end begins, or goes on after it was broken off."""

from __future__ import annotations

from datetime import date

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.servicing import DayPhaseStarted
from rongqu.infra.tx import Tx
from rongqu.modules.servicing.actions._days import PLATFORM_HEARS, subject_of
from rongqu.modules.servicing.days import queries, tables
from rongqu.modules.servicing.days.types import Phase

PHASE = tables.day_phase.c


async def begin_phase(tx: Tx, day: date) -> Phase | None:
    """Internal: the job of a day's end calls it. The next phase that is not done; None when all
    are. A phase that is begun again was broken off, and nothing of it was kept."""
    found = await queries.lock_day(tx, day)
    phase = found.next_phase
    if phase is None:
        return None

    attempt = found.run_of(phase).attempts + 1
    values = {"attempts": attempt, "started_at": tx.now}
    await tx.connection.execute(
        insert(tables.day_phase)
        .values(day=day, phase=phase, **values)
        .on_conflict_do_update(index_elements=[PHASE.day, PHASE.phase], set_=values)
    )
    await tx.publish(
        DayPhaseStarted(
            subject_id=subject_of(day),
            parties=PLATFORM_HEARS,
            business_date=day,
            phase=phase,
            attempt=attempt,
        )
    )
    return phase
