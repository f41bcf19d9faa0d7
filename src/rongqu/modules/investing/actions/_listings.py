"""What is for sale of an offering when its issuer pays principal back, or all of it ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select, update

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId, OrganisationId
from rongqu.modules.investing import tables
from rongqu.modules.investing.market.queries import to_ask
from rongqu.modules.investing.market.types import Ask, AskStatus


async def lock_for_sale(tx: Tx, offering_id: OfferingId) -> tuple[Ask, ...]:
    """The first one first; before the holdings, as in a trade."""
    columns = tables.ask.c
    wanted = (
        select(tables.ask)
        .where(columns.offering_id == offering_id, columns.status == AskStatus.OPEN)
        .order_by(columns.placed_at, columns.id)
        .with_for_update()
    )
    return tuple(to_ask(row) for row in await tx.connection.execute(wanted))


async def make_room(
    tx: Tx,
    offering_id: OfferingId,
    for_sale: Sequence[Ask],
    left: Mapping[OrganisationId, int],
) -> None:
    """What is for sale is taken off the market. Redemptions keep their place, and what they sell as
    far as it is `left` to their owner, who gets the rest paid back. Nothing else is listed."""
    room, listed = dict(left), defaultdict[OrganisationId, int](int)
    gone = list[UUID]()
    for ask in for_sale:
        keeps = min(ask.left.minor, room.get(ask.seller_id, 0)) if ask.is_redemption else 0
        if keeps == 0:
            gone.append(ask.id)
            continue
        room[ask.seller_id] -= keeps
        listed[ask.seller_id] += keeps
        if keeps < ask.left.minor:
            await _change_ask(tx, [ask.id], left_minor=keeps)
    if gone:
        await _change_ask(tx, gone, status=AskStatus.CANCELLED)
    columns = tables.holding.c
    of_offering = update(tables.holding).where(columns.offering_id == offering_id)
    await tx.connection.execute(of_offering.values(listed_minor=0))
    for seller, units in listed.items():
        await tx.connection.execute(
            of_offering.where(columns.investor_id == seller).values(listed_minor=units)
        )


async def _change_ask(tx: Tx, ids: list[UUID], **values: object) -> None:
    await tx.connection.execute(update(tables.ask).where(tables.ask.c.id.in_(ids)).values(**values))
