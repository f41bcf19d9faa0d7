"""Keep what an anchor gave for a checkpoint."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.evidence import CheckpointAnchored
from rongqu.infra.tx import Tx
from rongqu.modules.evidence import tables
from rongqu.modules.evidence.types import Anchoring


async def record_anchoring(tx: Tx, anchoring: Anchoring) -> None:
    """Internal: only the anchoring job calls it. A checkpoint anchored twice is kept once."""
    kept = await tx.connection.execute(
        insert(tables.anchoring)
        .values(
            id=anchoring.id,
            anchor=anchoring.anchor,
            size=anchoring.size,
            note=anchoring.note,
            reference=anchoring.reference,
            receipt=anchoring.receipt,
            anchored_at=anchoring.anchored_at,
        )
        .on_conflict_do_nothing()
    )
    if kept.rowcount == 0:
        return
    await tx.publish(
        CheckpointAnchored(
            subject_id=anchoring.id,
            anchor=anchoring.anchor,
            size=anchoring.size,
            reference=anchoring.reference,
        )
    )
