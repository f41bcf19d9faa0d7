"""What the order book tells the world. Whose a bid is, is told to its owner only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BidPlaced(Event):
    """Subject: the bid. The money is set aside. No offering: for those that are like what it
    says."""

    name = "orderbook.bid_placed.v1"
    offering_id: UUID | None
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BidFilled(Event):
    """Subject: the bid. It has met an ask; the trade settles as every other."""

    name = "orderbook.bid_filled.v1"
    offering_id: UUID
    units: Money
    paid: Money
    left: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BidPassed(Event):
    """Subject: the bid. It would have met an ask and its owner may not buy: `reason` says why."""

    name = "orderbook.bid_passed.v1"
    offering_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BidEnded(Event):
    """Subject: the bid: filled, withdrawn or expired. What is left of the money is free."""

    name = "orderbook.bid_ended.v1"
    offering_id: UUID | None
    status: str
    bought: Money
    released: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RedemptionQueued(Event):
    """Subject: the redemption. A holder wants out before the term, at the policy's price."""

    name = "orderbook.redemption_queued.v1"
    offering_id: UUID
    units: Money
