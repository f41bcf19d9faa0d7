"""Keep a sign, and open or raise the case of its enterprise."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.warnings import WarningOpened, WarningRaised
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.warnings import queries, rules, tables
from rongqu.modules.warnings.types import Seen, Step, WarningCase, WarningLevel, WarningState


async def note_sign(tx: Tx, seen: Seen) -> WarningCase | None:
    """Internal: for handlers. An event again changes nothing; what is ordinary is only kept."""
    made = await tx.connection.execute(
        insert(tables.signal)
        .values(
            id=seen.event_id,
            enterprise_id=seen.enterprise_id,
            sign=seen.sign,
            size=seen.size,
            level=seen.level,
            seen_at=seen.seen_at,
        )
        .on_conflict_do_nothing()
    )
    if made.rowcount == 0 or seen.level is None:
        return None

    minutes = await queries.read_minutes(tx)
    found = await _open(tx, seen, seen.level, minutes)
    if seen.level.urgency > found.level.urgency:
        await _raise(tx, found, seen.level, minutes)
    await tx.connection.execute(
        update(tables.signal).where(tables.signal.c.id == seen.event_id).values(case_id=found.id)
    )
    return await queries.get_case(tx, found.id)


async def _open(
    tx: Tx, seen: Seen, level: WarningLevel, minutes: Mapping[Step, int]
) -> WarningCase:
    """The one that is open, or a new one; of two at once the second waits and finds the first's."""
    step = rules.STEPS[level][0]
    case_id = new_id()
    made = await tx.connection.execute(
        insert(tables.warning_case)
        .values(
            id=case_id,
            enterprise_id=seen.enterprise_id,
            level=level,
            state=WarningState.OPEN,
            opened_at=tx.now,
            levelled_at=tx.now,
            next_step=step,
            due_at=rules.compute_due(tx.now, step, minutes),
        )
        .on_conflict_do_nothing()
    )
    if made.rowcount:
        await tx.publish(
            WarningOpened(
                subject_id=case_id,
                enterprise_id=seen.enterprise_id,
                level=level,
                sign=seen.sign,
            )
        )
    found = await queries.find_open_case(tx, seen.enterprise_id)
    assert found is not None
    return found


async def _raise(
    tx: Tx, found: WarningCase, level: WarningLevel, minutes: Mapping[Step, int]
) -> None:
    step = rules.STEPS[level][0]
    await tx.connection.execute(
        update(tables.warning_case)
        .where(tables.warning_case.c.id == found.id)
        .values(
            level=level,
            levelled_at=tx.now,
            next_step=step,
            due_at=rules.compute_due(tx.now, step, minutes),
        )
    )
    await tx.publish(
        WarningRaised(
            subject_id=found.id,
            enterprise_id=found.enterprise_id,
            before=found.level,
            level=level,
        )
    )
