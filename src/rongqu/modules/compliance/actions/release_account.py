"""Lift an order to freeze that two people find no longer needed."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.compliance import ReleaseOrdered
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import FreezeId
from rongqu.modules.compliance import money_queries as queries
from rongqu.modules.compliance import tables
from rongqu.modules.compliance.money_types import Release
from rongqu.modules.compliance.rules import check_still_frozen


async def release_account(tx: Tx, agreed: Release) -> None:
    """Internal: the stored command of an approved wish. Payments carries it out by the event."""
    found = await queries.lock_freeze(tx, FreezeId(agreed.freeze_id))
    check_still_frozen(found)

    await tx.connection.execute(
        update(tables.freeze).where(tables.freeze.c.id == found.id).values(released_at=tx.now)
    )

    await tx.publish(
        ReleaseOrdered(
            subject_id=found.id,
            parties=(tx.actor.organisation,),
            about=found.about,
            changes=changes_between({"account": "frozen"}, {"account": "open"}),
        )
    )
