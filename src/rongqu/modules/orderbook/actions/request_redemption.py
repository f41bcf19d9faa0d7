"""Leave before the term without a buyer to name: queued, at the price of the policy."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.events.orderbook import RedemptionQueued
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId
from rongqu.kernel.money import Money
from rongqu.modules.investing.public import Ask, NewAsk, place_ask
from rongqu.modules.orderbook import permissions


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRedemption:
    """The command. The caller makes the id: the same again is harmless."""

    id: UUID
    offering_id: OfferingId
    units: Money


async def request_redemption(tx: Tx, wished: NewRedemption) -> Ask:
    """Of the actor's own holding."""
    tx.actor.require(permissions.BID)
    queued = await place_ask(
        tx,
        NewAsk(
            id=wished.id,
            offering_id=wished.offering_id,
            units=wished.units,
            price=await read_policy(tx, "orderbook.redemption_price"),
            is_redemption=True,
        ),
    )

    await tx.publish(
        RedemptionQueued(
            subject_id=queued.id,
            parties=(queued.seller_id,),
            offering_id=queued.offering_id,
            units=queued.units,
        )
    )
    return queued
