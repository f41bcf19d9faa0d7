"""An envelope that will never be signed by all: refused, withdrawn or expired."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import update

from rongqu.events.contracts import EnvelopeEnded
from rongqu.infra.tx import Tx
from rongqu.modules.contracts import envelope_tables as t
from rongqu.modules.contracts.envelope_types import Envelope, EnvelopeStatus


async def end_envelope(
    tx: Tx, envelope: Envelope, status: EnvelopeStatus, reason: str, note: str | None = None
) -> Envelope:
    """Internal: its caller has locked the envelope and knows that it is open."""
    await tx.connection.execute(
        update(t.envelope)
        .where(t.envelope.c.id == envelope.id)
        .values(status=status, ended_at=tx.now, reason=reason, note=note)
    )

    await tx.publish(
        EnvelopeEnded(
            subject_id=envelope.id, parties=envelope.parties, status=status, reason=reason
        )
    )
    return replace(envelope, status=status, ended_at=tx.now, reason=reason, note=note)
