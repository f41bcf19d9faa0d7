"""Anchoring: the newest checkpoint goes to somebody outside who cannot be made to forget it.

A checkpoint covers everything before it. So after an outage, however long, one anchoring catches up
with all that was missed.
"""

from __future__ import annotations

import logging

from rongqu.infra.jobs import Work
from rongqu.kernel.ids import new_id
from rongqu.modules.evidence import queries
from rongqu.modules.evidence.actions.record_anchoring import record_anchoring
from rongqu.modules.evidence.ports import Anchor, AnchorFailed
from rongqu.modules.evidence.types import Anchoring, SignedCheckpoint

log = logging.getLogger(__name__)

LEAST_GROWTH = 2
"""An anchoring is itself a fact: the log is anchored again when there is more than that."""


async def anchor_newest(work: Work, anchor: Anchor) -> None:
    """Does nothing where there is nothing new; tells the log when the anchor fails."""
    newest = await _find_unanchored(work, anchor)
    if newest is None:
        return
    try:
        receipt = await anchor.anchor(newest.note)
    except AnchorFailed as failure:
        log.warning("the anchor %s failed: %s; it is tried again", anchor.name, failure.reason)
        return
    async with work.open_tx() as tx:
        await record_anchoring(
            tx,
            Anchoring(
                id=new_id(),
                anchor=anchor.name,
                size=newest.size,
                note=newest.note,
                reference=receipt.reference,
                receipt=receipt.proof,
                anchored_at=receipt.at,
            ),
        )


async def _find_unanchored(work: Work, anchor: Anchor) -> SignedCheckpoint | None:
    async with work.open_tx() as tx:
        newest = await queries.find_newest_checkpoint(tx)
        last = await queries.find_newest_anchoring(tx, anchor.name)
    if newest is None:
        return None
    is_new = last is None or newest.size >= last.size + LEAST_GROWTH
    return newest if is_new else None
