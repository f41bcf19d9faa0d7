"""Agree to a document, so that it is signed: who, proved how, and to which bytes."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import insert

from rongqu.events.contracts import SigningAgreed
from rongqu.infra.tx import Tx
from rongqu.modules.contracts import envelope_queries, envelope_rules, permissions
from rongqu.modules.contracts import envelope_tables as t
from rongqu.modules.contracts.envelope_types import Consent, Envelope, EnvelopeId, Intent, Signer
from rongqu.modules.identity.public import get_user


async def agree_to_sign(tx: Tx, envelope_id: EnvelopeId, intent: Intent) -> Envelope:
    """The endpoint has checked the proof that `intent` names. A job makes the signature itself:
    certificate and time stamp come over the network."""
    tx.actor.require(permissions.VIEW)
    envelope = await envelope_queries.lock_envelope(tx, envelope_id)
    signer = envelope_rules.signer_of(envelope, tx.actor.organisation, tx.actor.id)
    is_attorney = envelope_rules.is_attorney(signer, tx.actor.id)
    if not is_attorney:
        tx.actor.require(permissions.SIGN)
    envelope_rules.check_can_agree(envelope, signer, intent.sha256, tx.business_date)

    person = await get_user(tx, tx.actor.id)
    mandate = signer.mandate if is_attorney else None
    consent = Consent(
        person_id=person.id,
        person_name=person.display_name,
        method=intent.method,
        sha256=intent.sha256,
        given_at=tx.now,
        mandate_id=None if mandate is None else mandate.id,
    )
    await _insert(tx, envelope, signer, consent)

    await tx.publish(
        SigningAgreed(
            subject_id=envelope.id,
            parties=envelope.parties,
            number=signer.number,
            signer_organisation_id=signer.organisation_id,
            method=intent.method,
            sha256=intent.sha256,
            mandate_sha256="" if mandate is None else mandate.sha256,
        )
    )
    agreed = replace(signer, consent=consent)
    signers = tuple(agreed if each is signer else each for each in envelope.signers)
    return replace(envelope, signers=signers)


async def _insert(tx: Tx, envelope: Envelope, signer: Signer, consent: Consent) -> None:
    await tx.connection.execute(
        insert(t.consent).values(
            envelope_id=envelope.id,
            number=signer.number,
            person_id=consent.person_id,
            person_name=consent.person_name,
            method=consent.method,
            sha256=consent.sha256,
            mandate_id=consent.mandate_id,
            given_at=consent.given_at,
        )
    )
