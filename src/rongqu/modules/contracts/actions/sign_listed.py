"""Sign a document as one of a list that somebody has agreed to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert

from rongqu.infra.tx import Tx
from rongqu.modules.contracts import envelope_queries, envelope_rules
from rongqu.modules.contracts import envelope_tables as t
from rongqu.modules.contracts.actions.record_signature import SignatureMade, record_signature
from rongqu.modules.contracts.envelope_types import Consent, EnvelopeId


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSignature:
    """`consent` is to this document, as one of the list with this hash."""

    envelope_id: EnvelopeId
    consent: Consent
    list_sha256: str
    made: SignatureMade


async def sign_listed(tx: Tx, listed: ListedSignature) -> bool:
    """Internal: whoever keeps the list has seen that its owner agreed to it. Consent and signature
    in one transaction. False when others were faster and the signature has to be made anew; raises
    why it may not be there."""
    envelope = await envelope_queries.lock_envelope(tx, listed.envelope_id)
    signer = next(each for each in envelope.signers if each.number == listed.made.number)
    consent = listed.consent
    envelope_rules.check_can_agree(envelope, signer, consent.sha256, tx.business_date)
    if envelope.revision != listed.made.base:
        return False

    await tx.connection.execute(
        insert(t.consent).values(
            envelope_id=envelope.id,
            number=signer.number,
            person_id=consent.person_id,
            person_name=consent.person_name,
            method=consent.method,
            sha256=consent.sha256,
            list_sha256=listed.list_sha256,
            given_at=consent.given_at,
        )
    )
    return await record_signature(tx, envelope.id, listed.made)
