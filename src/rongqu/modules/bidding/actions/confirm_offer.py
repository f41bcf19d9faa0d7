"""A second person agrees to an offer that a colleague has prepared: now it is on the table."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.modules.bidding import permissions
from rongqu.modules.bidding.actions._offering import lock_and_check, record_offer
from rongqu.modules.bidding.types import NewOffer


async def confirm_offer(tx: Tx, new: NewOffer, made_by: UserId) -> None:
    """What was asked for in time and agreed to too late is too late. Publishes
    `bidding.offer_made`."""
    tx.actor.require(permissions.CONFIRM)
    place = await lock_and_check(tx, new)
    await record_offer(tx, new, place, made_by, confirmed_by=tx.actor.id)
