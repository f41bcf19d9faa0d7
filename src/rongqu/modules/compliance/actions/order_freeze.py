"""Order that no money leaves or reaches an account."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.compliance import FreezeOrdered
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import FreezeId, OrganisationId
from rongqu.modules.compliance import money_queries as queries
from rongqu.modules.compliance import permissions, tables
from rongqu.modules.compliance.errors import FrozenAlready
from rongqu.modules.compliance.money_types import Freeze


async def order_freeze(tx: Tx, freeze_id: FreezeId, about: OrganisationId, reason: str) -> Freeze:
    """One person is enough: a freeze that waits is none. Payments carries it out by the event."""
    tx.actor.require(permissions.ORDER_FREEZE)
    made = await tx.connection.execute(
        insert(tables.freeze)
        .values(
            id=freeze_id,
            about=about,
            reason=reason,
            ordered_by=tx.actor.id,
            ordered_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    if made.rowcount == 0:
        raise FrozenAlready(about=about)

    await tx.publish(
        FreezeOrdered(
            subject_id=freeze_id,
            parties=(tx.actor.organisation,),
            about=about,
            changes=changes_between({"account": "open"}, {"account": "frozen"}),
        )
    )
    return await queries.lock_freeze(tx, freeze_id)
