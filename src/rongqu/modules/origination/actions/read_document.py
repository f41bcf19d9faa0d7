"""Open a document; when it is not the applicant who does, that goes on record."""

from __future__ import annotations

from rongqu.events.origination import DocumentRead
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, DocumentId
from rongqu.modules.origination import permissions, queries
from rongqu.modules.origination.types import Document


async def read_document(tx: Tx, application_id: ApplicationId, document_id: DocumentId) -> Document:
    tx.actor.require(permissions.VIEW)
    application = await queries.get_application(tx, application_id)
    document = await queries.get_document(tx, application, document_id)

    if tx.actor.organisation != application.applicant.id:
        await tx.publish(
            DocumentRead(
                subject_id=application.id,
                document_id=document.id,
                reader_organisation_id=tx.actor.organisation,
            )
        )
    return document
