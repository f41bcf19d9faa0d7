"""Take a document out of a draft. The record stays; the application no longer shows it."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.origination import DocumentRemoved
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, DocumentId
from rongqu.modules.origination import permissions, queries, rules, tables


async def remove_document(tx: Tx, application_id: ApplicationId, document_id: DocumentId) -> None:
    tx.actor.require(permissions.APPLY)
    application = await queries.lock_application(tx, application_id)
    rules.check_editable(application)
    document = await queries.get_document(tx, application, document_id)

    await tx.connection.execute(
        update(tables.document).where(tables.document.c.id == document.id).values(removed_at=tx.now)
    )

    await tx.publish(
        DocumentRemoved(
            subject_id=application.id,
            parties=application.parties,
            document_id=document.id,
            kind=document.kind,
        )
    )
