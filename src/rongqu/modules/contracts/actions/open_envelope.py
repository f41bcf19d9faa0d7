"""Put a document into an envelope: from now on those who are named sign it."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.contracts import EnvelopeHeld, EnvelopeSent
from rongqu.infra.tx import Tx
from rongqu.modules.contracts import envelope_tables as t
from rongqu.modules.contracts.envelope_types import Envelope, EnvelopeStatus, NewEnvelope, Signer
from rongqu.modules.contracts.review.types import to_json


async def open_envelope(tx: Tx, new: NewEnvelope) -> Envelope:
    """Internal: its caller has required a permission, or is the job that made a contract."""
    envelope = _sent(tx, new)
    await tx.connection.execute(insert(t.envelope).values(_row_of(tx, new)))
    await tx.connection.execute(
        insert(t.signer), [_row_of_signer(new, signer) for signer in new.signers]
    )

    await tx.connection.execute(
        insert(t.text_review).values(
            envelope_id=new.id,
            findings=to_json(new.findings),
            is_severe=new.status is EnvelopeStatus.HELD,
            reviewed_at=tx.now,
        )
    )

    await tx.publish(_news(envelope))
    return envelope


def _news(envelope: Envelope) -> EnvelopeSent | EnvelopeHeld:
    """The parties hear of it when it is sent; of one that is held only its sender."""
    if envelope.status is EnvelopeStatus.HELD:
        return EnvelopeHeld(
            subject_id=envelope.id,
            parties=(envelope.sender_id,),
            kind=envelope.kind,
            number=envelope.number,
            sha256=envelope.document.sha256,
        )
    return sent(envelope)


def sent(envelope: Envelope) -> EnvelopeSent:
    return EnvelopeSent(
        subject_id=envelope.id,
        parties=envelope.parties,
        kind=envelope.kind,
        number=envelope.number,
        sha256=envelope.document.sha256,
        sign_by=envelope.sign_by,
        invited=envelope.invited,
    )


def _row_of(tx: Tx, new: NewEnvelope) -> dict[str, object]:
    document = new.document
    return {
        "id": new.id,
        "kind": new.kind,
        "number": new.number,
        "title": new.title,
        "sender_id": new.sender_id,
        "parties": new.parties,
        "contract_id": new.contract_id,
        "side_of": new.side_of,
        "status": new.status,
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
        side_of=new.side_of,
        status=new.status,
        sign_by=new.sign_by,
        template=new.template,
        document=new.document,
        revision=0,
        newest=new.document,
        signers=new.signers,
        parties=new.parties,
        sent_at=tx.now,
        ended_at=None,
        reason=None,
        note=None,
    )
