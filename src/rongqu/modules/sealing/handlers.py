"""What sealing does when something happens: each handler is one call."""

from __future__ import annotations

from rongqu.events.sealing import SealingAgreed
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.modules.sealing.jobs import seal_documents


@on(SealingAgreed)
async def seal_documents_when_agreed(tx: Tx, event: SealingAgreed) -> None:
    await tx.defer(seal_documents.later(sealing_id=str(event.subject_id)))
