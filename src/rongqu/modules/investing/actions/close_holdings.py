"""A whole offering ends: every holder gets a part of one amount, and holds nothing afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId
from rongqu.kernel.money import Money
from rongqu.kernel.sharing import share_out
from rongqu.modules.investing import queries
from rongqu.modules.investing.actions._exits import order_exit
from rongqu.modules.investing.actions._listings import lock_for_sale, make_room
from rongqu.modules.investing.errors import DistributionUnderWay, NotActive, TradesUnderWay
from rongqu.modules.investing.market.queries import (
    has_unpaid_parts,
    has_unsettled_trades,
    lock_holders,
)
from rongqu.modules.investing.types import Offering, OfferingStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The command. `amount` is shared pro rata to what is held, to the cent, and ends all of it."""

    id: UUID
    offering_id: OfferingId
    amount: Money


async def close_holdings(tx: Tx, wished: Closing) -> None:
    """Internal: for a room that has seen to it that it was agreed, once, and that the issuer's
    money is there; its balance is locked. What is for sale is taken off the market."""
    offering = await queries.lock_offering(tx, wished.offering_id)
    for_sale = await lock_for_sale(tx, offering.id)  # whoever buys just now is seen afterwards
    await _check(tx, offering)
    held = await lock_holders(tx, offering.id)
    await make_room(tx, offering.id, for_sale, left={})
    currency = wished.amount.currency
    exits = {
        who: (Money(held[who], currency), paid)
        for who, paid in share_out(wished.amount, held).items()
    }

    await tx.publish(await order_exit(tx, wished.id, offering, exits))


async def _check(tx: Tx, offering: Offering) -> None:
    """It has to be clear who holds how much."""
    if offering.status is not OfferingStatus.ACTIVE:
        raise NotActive(status=offering.status)
    if await has_unpaid_parts(tx, offering.id):
        raise DistributionUnderWay(offering_id=offering.id)
    if await has_unsettled_trades(tx, offering.id):
        raise TradesUnderWay(offering_id=offering.id)
