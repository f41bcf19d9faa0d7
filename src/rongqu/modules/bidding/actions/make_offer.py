"""A lender bids; from an amount of policy on a second person has to agree first."""

from __future__ import annotations

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.bidding import permissions
from rongqu.modules.bidding.actions._offering import lock_and_check, record_offer
from rongqu.modules.bidding.types import NewOffer
from rongqu.modules.compliance.public import Ask, ask_approval

MAKE_OFFER = "bidding.make_offer"
"""The stored command; `handlers.py` says what it does."""


async def make_offer(tx: Tx, new: NewOffer) -> None:
    """On the table at once, which publishes `bidding.offer_made`; or asked of a colleague, which
    publishes `compliance.approval_asked`."""
    tx.actor.require(permissions.OFFER)
    place = await lock_and_check(tx, new)
    if new.bid.amount < await _second_person_from(tx, new.bid.amount.currency):
        await record_offer(tx, new, place, made_by=tx.actor.id)
        return
    ask = Ask(
        id=ApprovalId(new_id()),
        command=MAKE_OFFER,
        subject=str(new.invitation_id),
        content=new,
        reason=new.bid.conditions or new.bid.amount.amount,
    )
    await ask_approval(tx, ask)


async def _second_person_from(tx: Tx, currency: str) -> Money:
    return Money.parse(f"{await read_policy(tx, 'bidding.second_person_from'):f}", currency)
