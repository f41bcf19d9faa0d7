"""Take away what a fact says, for good. Its place in the log stays proved, and this is told."""

from __future__ import annotations

from sqlalchemy import func, select

from rongqu.events.evidence import FactErased
from rongqu.infra.tx import Tx
from rongqu.modules.evidence import queries
from rongqu.modules.evidence.errors import ErasureRefused, NotYetOnRecord
from rongqu.modules.evidence.rules import may_be_erased, parties_of
from rongqu.modules.evidence.types import Entry, WantedErasure


async def check_erasable(tx: Tx, wanted: WantedErasure) -> Entry:
    entry = await queries.find_entry_of_event(tx, wanted.event_id)
    if entry is None:
        raise NotYetOnRecord(event_id=wanted.event_id)
    if not may_be_erased(entry):
        raise ErasureRefused(index=entry.index)
    return entry


async def erase_fact(tx: Tx, wanted: WantedErasure) -> None:
    """Internal: for rooms above, where two people have agreed to it."""
    await queries.lock_event(tx, wanted.event_id)
    entry = await check_erasable(tx, wanted)

    await tx.connection.execute(select(func.evidence.erase_fact(wanted.event_id)))

    await tx.publish(
        FactErased(
            subject_id=wanted.event_id,
            parties=parties_of(entry),
            index=entry.index,
            commitment=entry.commitment.hex(),
            ground=wanted.ground.value,
            reference=wanted.reference,
        )
    )
