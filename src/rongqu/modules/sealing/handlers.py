"""What sealing does when something happens: each handler is one call."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.sealing import SealingAgreed, SealingResumed
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.modules.sealing.jobs import seal_documents


@on(SealingAgreed)
async def seal_documents_when_agreed(tx: Tx, event: SealingAgreed) -> None:
    await _seal(tx, event.subject_id)


@on(SealingResumed)
async def seal_documents_when_resumed(tx: Tx, event: SealingResumed) -> None:
    await _seal(tx, event.subject_id)


async def _seal(tx: Tx, sealing_id: UUID) -> None:
    later = seal_documents.later(sealing_id=str(sealing_id))
    await tx.defer(later.when(lock=f"sealing {sealing_id}"))
