"""Refuse to sign, with a reason: the envelope ends for everybody."""

from __future__ import annotations

from dataclasses import dataclass

from rongqu.infra.tx import Tx
from rongqu.modules.contracts import envelope_queries, envelope_rules, permissions
from rongqu.modules.contracts.actions.end_envelope import end_envelope
from rongqu.modules.contracts.actions.void_contract import void_contract
from rongqu.modules.contracts.envelope_types import (
    Envelope,
    EnvelopeId,
    EnvelopeStatus,
    RefusalReason,
)
from rongqu.modules.contracts.types import VoidReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    reason: RefusalReason
    note: str | None


async def refuse_to_sign(tx: Tx, envelope_id: EnvelopeId, refusal: Refusal) -> Envelope:
    """The loan contract that it is the document of becomes void with it; one that it stands beside
    soon after: whoever gives a pledge or a guarantee for others does not see their contract."""
    tx.actor.require(permissions.SIGN)
    envelope = await envelope_queries.lock_envelope(tx, envelope_id)
    envelope_rules.signer_of(envelope, tx.actor.organisation, tx.actor.id)
    envelope_rules.check_is_open(envelope, tx.business_date)

    ended = await end_envelope(tx, envelope, EnvelopeStatus.REFUSED, refusal.reason, refusal.note)
    if envelope.contract_id is not None:
        await void_contract(tx, envelope.contract_id, VoidReason.REFUSED)
    return ended
