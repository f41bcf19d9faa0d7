"""Note that a condition precedent is met, by whom and by which paper."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.events.origination import PrecedentMet
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, DocumentId
from rongqu.modules.origination import permissions, queries
from rongqu.modules.origination.actions._precedents import lock_open, pay_if_last, step_to
from rongqu.modules.origination.actions._steps import note_step
from rongqu.modules.origination.errors import DocumentNotFound, PaperNeeded
from rongqu.modules.origination.types import Application, PrecedentState


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    note: str
    document_id: DocumentId | None


async def meet_precedent(
    tx: Tx, application_id: ApplicationId, precedent_id: UUID, proof: Proof
) -> None:
    tx.actor.require(permissions.INVESTIGATE)
    application, precedent = await lock_open(tx, application_id, precedent_id)
    if precedent.kind.needs_paper and proof.document_id is None:
        raise PaperNeeded(precedent_id=precedent.id)
    await _check_document(tx, application, proof.document_id)

    await step_to(
        tx,
        precedent,
        PrecedentState.MET,
        note=proof.note,
        document_id=proof.document_id,
        acted_by=tx.actor.id,
        acted_at=tx.now,
    )
    await note_step(tx, application, "meet_precedent")

    await tx.publish(
        PrecedentMet(
            subject_id=application.id,
            parties=application.parties,
            precedent_id=precedent.id,
            document_id=proof.document_id,
        )
    )
    await pay_if_last(tx, application)


async def _check_document(tx: Tx, application: Application, document_id: DocumentId | None) -> None:
    if document_id is None:
        return
    if await queries.find_document(tx, application, document_id) is None:
        raise DocumentNotFound(document_id=document_id)
