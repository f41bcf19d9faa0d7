"""An issuer adds a paper to its offering; the content is stored already and was inspected."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert

from rongqu.events.aftercare import OfferingDocumentAdded
from rongqu.infra.policies import read_policy
from rongqu.infra.storage import StoredFile
from rongqu.infra.tx import Tx
from rongqu.kernel.files import FileType
from rongqu.kernel.ids import DocumentId, OfferingId
from rongqu.modules.aftercare import permissions, queries, tables
from rongqu.modules.aftercare.errors import OfferingOver, TooManyOfferingDocuments
from rongqu.modules.aftercare.types import OfferingDocumentKind
from rongqu.modules.investing.public import (
    Offering,
    OfferingStatus,
    list_holders,
    lock_own_offering,
)

OVER = (OfferingStatus.FAILED, OfferingStatus.REPAID)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """The caller makes the id: sending the same file again after a broken line is harmless."""

    id: DocumentId
    offering_id: OfferingId
    kind: OfferingDocumentKind
    name: str
    file_type: FileType
    stored: StoredFile


async def check_may_add(tx: Tx, offering_id: OfferingId) -> int:
    """Before the content is read. Answers with the largest size in bytes."""
    await _check(tx, offering_id)
    return int(await read_policy(tx, "aftercare.document_bytes"))


async def add_document(tx: Tx, new: NewDocument) -> None:
    known = await queries.find_document(tx, new.offering_id, new.id)
    if known is not None and known.sha256 == new.stored.sha256:
        tx.actor.require(permissions.REPORT)
        return
    offering = await _check(tx, new.offering_id)

    await tx.connection.execute(
        insert(tables.document).values(
            id=new.id,
            offering_id=offering.id,
            issuer_id=offering.issuer_id,
            kind=new.kind,
            name=new.name,
            file_type=new.file_type,
            size=new.stored.size,
            sha256=new.stored.sha256,
            storage_key=new.stored.key,
            added_by=tx.actor.id,
            added_at=tx.now,
        )
    )

    holders = await list_holders(tx, offering.id)
    await tx.publish(
        OfferingDocumentAdded(
            subject_id=new.id,
            parties=(offering.issuer_id, *holders),
            offering_id=offering.id,
            title=offering.title,
            kind=new.kind.value,
            sha256=new.stored.sha256,
        )
    )


async def _check(tx: Tx, offering_id: OfferingId) -> Offering:
    """Under the offering's lock, so that two colleagues at once add no more than there may be."""
    tx.actor.require(permissions.REPORT)
    offering = await lock_own_offering(tx, offering_id)
    if offering.status in OVER:
        raise OfferingOver(offering_id=offering.id)
    most = int(await read_policy(tx, "aftercare.documents_per_offering"))
    if await queries.count_documents(tx, offering.id) >= most:
        raise TooManyOfferingDocuments(most=most)
    return offering
