"""Record a signature that stands in the document; with the last one it is signed by all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import insert, update

from rongqu.events.contracts import ContractPartySigned, EnvelopePartySigned, EnvelopeSigned
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId, OrganisationId, UserId
from rongqu.modules.contracts import envelope_queries, envelope_rules
from rongqu.modules.contracts import envelope_tables as t
from rongqu.modules.contracts.actions.complete_contract import complete_contract
from rongqu.modules.contracts.envelope_types import (
    CertificateId,
    Envelope,
    EnvelopeId,
    EnvelopeStatus,
    GivenSignature,
    Signer,
    StoredDocument,
)
from rongqu.modules.contracts.queries import get_contract


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureMade:
    """`base` is the revision that it was put behind."""

    number: int
    base: int
    certificate_id: CertificateId
    file: StoredDocument


async def record_signature(tx: Tx, envelope_id: EnvelopeId, made: SignatureMade) -> bool:
    """Internal: only the job that signs calls it. False when others were faster and the signature
    has to be made anew; safe to repeat. An envelope that has ended takes no more signatures."""
    envelope = await envelope_queries.lock_envelope(tx, envelope_id)
    signer = next(each for each in envelope.signers if each.number == made.number)
    if signer.signature is not None or envelope.status is not EnvelopeStatus.SIGNING:
        return True
    if envelope.revision != made.base:
        return False

    given = GivenSignature(
        certificate_id=made.certificate_id,
        revision=made.base + 1,
        sha256=made.file.sha256,
        signed_at=tx.now,
    )
    signed = await _move_on(tx, envelope, replace(signer, signature=given), made.file)
    await _insert(tx, envelope, signer, given)

    await _tell(tx, signed, signer)
    return True


async def _move_on(tx: Tx, envelope: Envelope, signer: Signer, file: StoredDocument) -> Envelope:
    """The state follows from the signatures, in the same transaction as the last of them."""
    signers = tuple(signer if each.number == signer.number else each for each in envelope.signers)
    status = envelope_rules.status_after(signers)
    is_complete = status is EnvelopeStatus.SIGNED
    moved = replace(
        envelope,
        status=status,
        signers=signers,
        revision=envelope.revision + 1,
        newest=file,
        ended_at=tx.now if is_complete else None,
    )
    await tx.connection.execute(
        update(t.envelope)
        .where(t.envelope.c.id == envelope.id)
        .values(
            status=status,
            revision=moved.revision,
            revision_key=file.key,
            revision_size=file.size,
            revision_sha256=file.sha256,
            ended_at=moved.ended_at,
        )
    )
    return moved


async def _insert(tx: Tx, envelope: Envelope, signer: Signer, given: GivenSignature) -> None:
    await tx.connection.execute(
        insert(t.signature).values(
            envelope_id=envelope.id,
            number=signer.number,
            certificate_id=given.certificate_id,
            revision=given.revision,
            sha256=given.sha256,
            signed_at=given.signed_at,
        )
    )


async def _tell(tx: Tx, envelope: Envelope, signer: Signer) -> None:
    assert signer.consent is not None, "a signature follows a consent: a foreign key says so"
    if envelope.contract_id is None:
        await _tell_of_paper(tx, envelope, signer.organisation_id, signer.consent.person_id)
    else:
        await _tell_of_contract(tx, envelope, signer.organisation_id, signer.consent.person_id)
    if envelope.status is EnvelopeStatus.SIGNED and envelope.set_of is not None:
        await _complete(tx, envelope.set_of)


async def _complete(tx: Tx, contract_id: ContractId) -> None:
    """The contract holds once all that stands beside it is signed, too."""
    papers = await envelope_queries.lock_set(tx, contract_id)
    if all(each.status is EnvelopeStatus.SIGNED for each in papers):
        await complete_contract(tx, await get_contract(tx, contract_id))


async def _tell_of_paper(
    tx: Tx, envelope: Envelope, organisation: OrganisationId, person: UserId
) -> None:
    await tx.publish(
        EnvelopePartySigned(
            subject_id=envelope.id,
            parties=envelope.parties,
            signer_organisation_id=organisation,
            signer_id=person,
            sha256=envelope.document.sha256,
            revision_sha256=envelope.newest.sha256,
        )
    )
    if envelope.status is EnvelopeStatus.SIGNED:
        await tx.publish(
            EnvelopeSigned(
                subject_id=envelope.id,
                parties=envelope.parties,
                kind=envelope.kind,
                sha256=envelope.document.sha256,
                revision_sha256=envelope.newest.sha256,
            )
        )


async def _tell_of_contract(
    tx: Tx, envelope: Envelope, organisation: OrganisationId, person: UserId
) -> None:
    contract = await get_contract(tx, ContractId(envelope.id))
    await tx.publish(
        ContractPartySigned(
            subject_id=envelope.id,
            parties=envelope.parties,
            application_id=contract.application_id,
            signer_organisation_id=organisation,
            signer_id=person,
            sha256=envelope.document.sha256,
            revision_sha256=envelope.newest.sha256,
        )
    )
