"""Agree to a list of documents, so that each of them gets the company's seal."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import update

from rongqu.events.sealing import SealingAgreed
from rongqu.infra.tx import Tx
from rongqu.modules.contracts.public import Intent
from rongqu.modules.sealing import permissions, queries, rules
from rongqu.modules.sealing import tables as t
from rongqu.modules.sealing.types import Sealing, SealingId, SealingStatus


async def agree_to_seal(tx: Tx, sealing_id: SealingId, intent: Intent) -> Sealing:
    """The endpoint has checked the proof, which is bound to the hash of the list. A job makes the
    seals: certificate and time stamps come over the network."""
    tx.actor.require(permissions.SIGN)
    sealing = await queries.lock_sealing(tx, sealing_id)
    rules.check_can_agree(sealing, intent.sha256)

    agreed = replace(
        sealing,
        status=SealingStatus.SEALING,
        agreed_by=tx.actor.id,
        method=intent.method,
        agreed_at=tx.now,
    )
    await tx.connection.execute(
        update(t.sealing)
        .where(t.sealing.c.id == sealing_id)
        .values(
            status=agreed.status,
            agreed_by=agreed.agreed_by,
            method=agreed.method,
            agreed_at=agreed.agreed_at,
        )
    )

    await tx.publish(
        SealingAgreed(
            subject_id=sealing_id,
            parties=(sealing.organisation_id,),
            method=intent.method,
            sha256=sealing.sha256,
        )
    )
    return agreed
