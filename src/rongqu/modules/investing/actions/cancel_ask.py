"""Take what is left of an ask off the market."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.investing import AskCancelled
from rongqu.infra.tx import Tx
from rongqu.modules.investing import permissions, tables
from rongqu.modules.investing.errors import AskNotFound, AskNotOpen
from rongqu.modules.investing.market.queries import lock_ask
from rongqu.modules.investing.market.types import AskStatus


async def cancel_ask(tx: Tx, ask_id: UUID) -> None:
    tx.actor.require(permissions.INVEST)
    ask = await lock_ask(tx, ask_id)
    if ask.seller_id != tx.actor.organisation:
        raise AskNotFound(ask_id=ask_id)
    if ask.status is not AskStatus.OPEN:
        raise AskNotOpen(status=ask.status, left=ask.left)

    await tx.connection.execute(
        update(tables.ask).where(tables.ask.c.id == ask_id).values(status=AskStatus.CANCELLED)
    )
    columns = tables.holding.c
    await tx.connection.execute(
        update(tables.holding)
        .where(columns.offering_id == ask.offering_id, columns.investor_id == ask.seller_id)
        .values(listed_minor=columns.listed_minor - ask.left.minor)
    )

    await tx.publish(
        AskCancelled(
            subject_id=ask.id,
            parties=(ask.seller_id,),
            offering_id=ask.offering_id,
            units=ask.left,
        )
    )
