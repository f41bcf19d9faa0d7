"""Hand a signature on to a colleague, by power of attorney 授权委托书."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

from sqlalchemy import insert

from rongqu.events.contracts import SigningDelegated
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId, new_id
from rongqu.modules.contracts import envelope_queries, envelope_rules, permissions
from rongqu.modules.contracts import envelope_tables as t
from rongqu.modules.contracts.envelope_types import (
    Envelope,
    EnvelopeId,
    Mandate,
    MandateId,
    Signer,
)
from rongqu.modules.contracts.errors import AttorneyUnknown
from rongqu.modules.identity.public import list_members


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    attorney_id: UserId
    sha256: str
    """Of the document that the power of attorney is for."""


async def delegate_signature(tx: Tx, envelope_id: EnvelopeId, wish: Delegation) -> Envelope:
    tx.actor.require(permissions.SIGN)
    envelope = await envelope_queries.lock_envelope(tx, envelope_id)
    signer = envelope_rules.signer_of(envelope, tx.actor.organisation, tx.actor.id)
    envelope_rules.check_can_hand_on(envelope, wish.sha256, tx.business_date)
    await _check_is_colleague(tx, wish.attorney_id)

    wording = envelope_rules.word_mandate(envelope, signer, tx.business_date)
    mandate = Mandate(
        id=MandateId(new_id()),
        attorney_id=wish.attorney_id,
        granted_by=tx.actor.id,
        granted_at=tx.now,
        wording=wording,
        sha256=sha256(wording.encode()).hexdigest(),
    )
    await _insert(tx, envelope, signer, mandate)

    await tx.publish(
        SigningDelegated(
            subject_id=envelope.id,
            parties=(signer.organisation_id,),
            number=signer.number,
            attorney_id=wish.attorney_id,
            mandate_sha256=mandate.sha256,
        )
    )
    granted = replace(signer, mandate=mandate)
    signers = tuple(granted if each is signer else each for each in envelope.signers)
    return replace(envelope, signers=signers)


async def _check_is_colleague(tx: Tx, attorney_id: UserId) -> None:
    members = await list_members(tx, tx.actor.organisation)
    if attorney_id not in {member.user_id for member in members} - {tx.actor.id}:
        raise AttorneyUnknown(attorney_id=attorney_id)


async def _insert(tx: Tx, envelope: Envelope, signer: Signer, mandate: Mandate) -> None:
    await tx.connection.execute(
        insert(t.mandate).values(
            id=mandate.id,
            envelope_id=envelope.id,
            number=signer.number,
            organisation_id=signer.organisation_id,
            granted_by=mandate.granted_by,
            attorney_id=mandate.attorney_id,
            wording=mandate.wording,
            sha256=mandate.sha256,
            granted_at=mandate.granted_at,
        )
    )
