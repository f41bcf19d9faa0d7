"""Anchoring: the newest checkpoint goes to somebody outside who cannot be made to forget it.

A checkpoint covers everything before it. So after an outage, however long, one anchoring catches up
with all that was missed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from rongqu.infra.jobs import Work
from rongqu.kernel.ids import new_id
from rongqu.modules.evidence import queries
from rongqu.modules.evidence.actions.record_anchoring import record_anchoring
from rongqu.modules.evidence.actions.record_audit import record_audit
from rongqu.modules.evidence.ports import OTHER_HISTORY, Anchor, AnchorFailed
from rongqu.modules.evidence.proving import prove_growth
from rongqu.modules.evidence.types import Anchoring, Audit, Damage, Finding, SignedCheckpoint

log = logging.getLogger(__name__)

LEAST_GROWTH = 2
"""An anchoring is itself a fact: the log is anchored again when there is more than that."""


async def anchor_newest(work: Work, anchor: Anchor) -> None:
    """Does nothing where there is nothing new; tells the log when the anchor fails."""
    newest = await _find_unanchored(work, anchor)
    if newest is None:
        return

    async def grown(older: int) -> Sequence[bytes]:
        async with work.open_tx() as tx:
            return await prove_growth(tx, older, newest.size)

    try:
        receipt = await anchor.anchor(newest.note, grown)
    except AnchorFailed as failure:
        log.warning("the anchor %s failed: %s; it is tried again", anchor.name, failure.reason)
        if failure.reason in OTHER_HISTORY:
            await _tell_of_other_history(work, newest.size)
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


async def _tell_of_other_history(work: Work, size: int) -> None:
    """As an audit finds it, once until the next audit: people are told by the same alert."""
    async with work.open_tx() as tx:
        audits = await queries.list_audits(tx, 1)
        if any(each.damage is Damage.OTHER_HISTORY for audit in audits for each in audit.findings):
            return
        audit = Audit(
            id=new_id(),
            started_at=tx.now,
            ended_at=tx.now,
            size=size,
            findings=(Finding(damage=Damage.OTHER_HISTORY),),
            more_findings=0,
        )
        await record_audit(tx, audit)


async def _find_unanchored(work: Work, anchor: Anchor) -> SignedCheckpoint | None:
    async with work.open_tx() as tx:
        newest = await queries.find_newest_checkpoint(tx)
        last = await queries.find_newest_anchoring(tx, anchor.name)
    if newest is None:
        return None
    is_new = last is None or newest.size >= last.size + LEAST_GROWTH
    return newest if is_new else None
