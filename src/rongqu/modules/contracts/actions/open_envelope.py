"""Put a document into an envelope: from now on those who are named sign it."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.contracts import EnvelopeSent
from rongqu.infra.tx import Tx
from rongqu.modules.contracts import envelope_tables as t
from rongqu.modules.contracts.envelope_types import Envelope, EnvelopeStatus, NewEnvelope, Signer


async def open_envelope(tx: Tx, new: NewEnvelope) -> Envelope:
    """Internal: its caller has required a permission, or is the job that made a contract."""
    envelope = _sent(tx, new)
    row = _row_of(tx, new) | {"parties": envelope.parties}
    await tx.connection.execute(insert(t.envelope).values(row))
    await tx.connection.execute(
        insert(t.signer), [_row_of_signer(new, signer) for signer in new.signers]
    )

    await tx.publish(
        EnvelopeSent(
            subject_id=new.id,
            parties=envelope.parties,
            kind=new.kind,
            number=new.number,
            sha256=new.document.sha256,
        )
    )
    return envelope


def _row_of(tx: Tx, new: NewEnvelope) -> dict[str, object]:
    document = new.document
    return {
        "id": new.id,
        "kind": new.kind,
        "number": new.number,
        "title": new.title,
        "sender_id": new.sender_id,
        "contract_id": new.contract_id,
        "status": EnvelopeStatus.SIGNING,
        "sign_by": new.sign_by,
        "template": new.template,
        "document_key": document.key,
        "document_size": document.size,
        "sha256": document.sha256,
        "revision": 0,
        "revision_key": document.key,
        "revision_size": document.size,
        "revision_sha256": document.sha256,
        "sent_at": tx.now,
    }


def _row_of_signer(new: NewEnvelope, signer: Signer) -> dict[str, object]:
    return {
        "envelope_id": new.id,
        "number": signer.number,
        "rank": signer.rank,
        "organisation_id": signer.organisation_id,
        "name": signer.name,
        "uscc": signer.uscc,
        "capacity": signer.capacity,
        "role": signer.role,
    }


def _sent(tx: Tx, new: NewEnvelope) -> Envelope:
    return Envelope(
        id=new.id,
        kind=new.kind,
        number=new.number,
        title=new.title,
        sender_id=new.sender_id,
        contract_id=new.contract_id,
        status=EnvelopeStatus.SIGNING,
        sign_by=new.sign_by,
        template=new.template,
        document=new.document,
        revision=0,
        newest=new.document,
        signers=new.signers,
        sent_at=tx.now,
        ended_at=None,
        reason=None,
        note=None,
    )
