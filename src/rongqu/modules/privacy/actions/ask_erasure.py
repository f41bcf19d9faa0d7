"""Close one's account, and have erased what is kept of oneself."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert, update

from rongqu.events.privacy import ErasureAsked
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.modules.identity.public import LastManager, close_account
from rongqu.modules.privacy import permissions, queries, tables
from rongqu.modules.privacy.errors import StillNeeded
from rongqu.modules.privacy.types import ConsentEnd, Erasure, ErasureState


async def ask_erasure(tx: Tx, erasure_id: UUID) -> Erasure:
    """Sessions and log-ins end with this transaction; a job lets go of the rest, holding by
    holding. Refused while nobody else could act for the organisation."""
    tx.actor.require(permissions.ERASE_OWN)
    try:
        await close_account(tx)
    except LastManager:
        raise StillNeeded from None
    consents = tables.consent.c
    withdrawn = await tx.connection.execute(
        update(tables.consent)
        .where(consents.subject_id == tx.actor.id, consents.ended_at.is_(None))
        .values(ended_at=tx.now, end=ConsentEnd.WITHDRAWN)
        .returning(consents.purpose, consents.version)
    )
    before = {row.purpose: row.version for row in withdrawn}
    await tx.connection.execute(
        insert(tables.erasure).values(
            id=erasure_id,
            person_id=tx.actor.id,
            organisation_id=tx.actor.organisation,
            state=ErasureState.ASKED,
            asked_at=tx.now,
        )
    )

    await tx.publish(
        ErasureAsked(
            subject_id=tx.actor.id,
            parties=(tx.actor.organisation,),
            erasure_id=erasure_id,
            changes=changes_between(before, {}),
        )
    )
    return await queries.lock_erasure(tx, erasure_id)
