"""Remind those whose turn it is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from rongqu.events.contracts import SignerReminded
from rongqu.infra.tx import Tx
from rongqu.modules.contracts import envelope_queries, envelope_rules
from rongqu.modules.contracts import envelope_tables as t
from rongqu.modules.contracts.envelope_types import EnvelopeId, EnvelopeStatus


async def remind_signers(tx: Tx, envelope_id: EnvelopeId, before: datetime) -> None:
    """Internal: only the daily job calls it. Safe to repeat: nobody is reminded twice who was
    reminded after `before`."""
    envelope = await envelope_queries.lock_envelope(tx, envelope_id)
    waited_for = [
        each
        for each in envelope_rules.waiting_for(envelope)
        if each.reminded_at is None or each.reminded_at < before
    ]
    if envelope.status is not EnvelopeStatus.SIGNING or not waited_for:
        return

    await tx.connection.execute(
        update(t.signer)
        .where(
            t.signer.c.envelope_id == envelope.id,
            t.signer.c.number.in_([each.number for each in waited_for]),
        )
        .values(reminded_at=tx.now)
    )

    await tx.publish(
        SignerReminded(
            subject_id=envelope.id,
            parties=tuple(dict.fromkeys(each.organisation_id for each in waited_for)),
            kind=envelope.kind,
            sign_by=envelope.sign_by,
        )
    )
