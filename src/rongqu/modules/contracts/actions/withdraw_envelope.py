"""Take an envelope back before everybody has signed."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.contracts import envelope_queries, envelope_rules, permissions
from rongqu.modules.contracts.actions.end_envelope import end_envelope
from rongqu.modules.contracts.envelope_types import Envelope, EnvelopeId, EnvelopeStatus
from rongqu.modules.contracts.errors import NotSender


async def withdraw_envelope(tx: Tx, envelope_id: EnvelopeId, note: str | None) -> Envelope:
    """Not for the papers of a loan contract: they are withdrawn with its application."""
    tx.actor.require(permissions.SEND)
    envelope = await envelope_queries.lock_envelope(tx, envelope_id)
    if envelope.sender_id != tx.actor.organisation or envelope.set_of is not None:
        raise NotSender(envelope_id=envelope_id)
    envelope_rules.check_can_withdraw(envelope)

    return await end_envelope(tx, envelope, EnvelopeStatus.WITHDRAWN, "withdrawn", note)
