"""Look at what a document says about its making."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.fraud import DocumentExamined
from rongqu.infra.tx import Tx
from rongqu.modules.fraud import permissions
from rongqu.modules.fraud.examining import examine_file
from rongqu.modules.fraud.types import Examination


async def examine_document(tx: Tx, examination_id: UUID, content: bytes) -> Examination:
    """The file is not kept. That somebody examined it, and what was found, is on record."""
    tx.actor.require(permissions.EXAMINE)
    examined = examine_file(content)

    await tx.publish(
        DocumentExamined(
            subject_id=examination_id,
            parties=(tx.actor.organisation,),
            sha256=examined.sha256,
            findings=tuple(each.code for each in examined.findings),
        )
    )
    return examined
