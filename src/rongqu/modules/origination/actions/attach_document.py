"""Attach a document to a draft, or one that a payout waits for; its content is stored already and
has been inspected."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert

from rongqu.events.origination import DocumentAttached
from rongqu.infra.policies import read_policy
from rongqu.infra.storage import StoredFile
from rongqu.infra.tx import Tx
from rongqu.kernel.files import FileType
from rongqu.kernel.ids import ApplicationId, DocumentId
from rongqu.modules.origination import permissions, queries, rows, rules, tables
from rongqu.modules.origination.actions._product import get_pinned
from rongqu.modules.origination.errors import DocumentKindUnknown, TooManyDocuments
from rongqu.modules.origination.types import Application, Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """The caller makes the id: sending the same file again after a broken line is harmless."""

    id: DocumentId
    kind: str
    name: str
    file_type: FileType
    stored: StoredFile


async def check_may_attach(tx: Tx, application_id: ApplicationId, kind: str) -> int:
    """Before the content is read. Answers with the largest size in bytes."""
    _require(tx, kind)
    application = await queries.get_application(tx, application_id)
    rules.check_can_attach(application, kind)
    await _check_kind(tx, application, kind)
    return int(await read_policy(tx, "origination.document_bytes"))


async def attach_document(tx: Tx, application_id: ApplicationId, upload: Upload) -> Document:
    _require(tx, upload.kind)
    application = await queries.lock_application(tx, application_id)
    known = await queries.find_document(tx, application, upload.id)
    if known is not None and known.sha256 == upload.stored.sha256:
        return known
    rules.check_can_attach(application, upload.kind)
    await _check_kind(tx, application, upload.kind)
    await _check_room(tx, application)

    document = await _insert(tx, application, upload)

    await tx.publish(
        DocumentAttached(
            subject_id=application.id,
            parties=application.parties,
            document_id=document.id,
            kind=document.kind,
            sha256=document.sha256,
        )
    )
    return document


def _require(tx: Tx, kind: str) -> None:
    """The applicant brings papers; what a condition of the payout asks for, the lender may, too."""
    if kind == rules.PRECEDENT_DOCUMENT and tx.actor.may(permissions.INVESTIGATE):
        return
    tx.actor.require(permissions.APPLY)


async def _check_kind(tx: Tx, application: Application, kind: str) -> None:
    product = await get_pinned(tx, application)
    free = (rules.OTHER_DOCUMENT, rules.PRECEDENT_DOCUMENT)
    if kind not in (*product.required_documents, *free):
        raise DocumentKindUnknown(kind=kind)


async def _check_room(tx: Tx, application: Application) -> None:
    most = int(await read_policy(tx, "origination.documents_per_application"))
    if len(await queries.list_documents(tx, application)) >= most:
        raise TooManyDocuments(most=most)


async def _insert(tx: Tx, application: Application, upload: Upload) -> Document:
    row = await tx.connection.execute(
        insert(tables.document)
        .values(
            id=upload.id,
            application_id=application.id,
            kind=upload.kind,
            name=upload.name,
            file_type=upload.file_type,
            size=upload.stored.size,
            sha256=upload.stored.sha256,
            storage_key=upload.stored.key,
            uploaded_by=tx.actor.id,
            uploaded_at=tx.now,
        )
        .returning(tables.document)
    )
    return rows.to_document(row.one())
