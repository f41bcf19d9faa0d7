"""Look at what a document says about its making."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.fraud import DocumentExamined
from rongqu.infra.tx import Tx
from rongqu.modules.fraud import permissions
from rongqu.modules.fraud.types import Examination


async def examine_document(tx: Tx, examination_id: UUID, examined: Examination) -> Examination:
    """The file is not kept. That somebody had it examined, and what was found, is on record."""
    tx.actor.require(permissions.EXAMINE)

    await tx.publish(
        DocumentExamined(
            subject_id=examination_id,
            parties=(tx.actor.organisation,),
            sha256=examined.sha256,
            findings=tuple(each.code for each in examined.findings),
        )
    )
    return examined
