"""Frozen records and enums of the order book that cross its door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.ids import HoldId, OfferingId, OrganisationId
from rongqu.kernel.money import Money

BidId = NewType("BidId", UUID)


class BidStatus(StrEnum):
    """All but the first are for good, and the money that is left is free again."""

    OPEN = "open"
    FILLED = "filled"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Likes:
    """Offerings like these. `kinds` of investments, none: all. `most_months`: to the end of the
    term."""

    highest_class: int
    least_rate: Decimal
    most_months: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBid:
    """The command. The caller makes the id: the same again is harmless.

    `amount`: of money, accrued interest included; `highest_price`: of 1 yuan of principal, without
    it. `wanted`: one offering, or which ones.
    """

    id: BidId
    amount: Money
    highest_price: Decimal
    expires_on: date
    wanted: OfferingId | Likes


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid(NewBid):
    """`left`: what is set aside still, under `hold_id`. `passed`: why it was passed over last."""

    investor_id: OrganisationId
    left: Money
    status: BidStatus
    hold_id: HoldId
    placed_at: datetime
    ended_at: datetime | None
    passed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Traded:
    """What a bid looks at of an offering. No last day: its term has not begun."""

    id: OfferingId
    risk_class: int
    yearly_rate: Decimal
    kind: str
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What is for sale, as the matching sees it."""

    id: UUID
    seller_id: OrganisationId
    price: Decimal
    is_redemption: bool
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class Crossing:
    """A bid and an ask that meet, at the price of whoever came first."""

    bid_id: BidId
    ask_id: UUID
    price: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class BidPolicy:
    least: Money
    lowest_price: Decimal
    highest_price: Decimal
    longest_days: int
    most_bids: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """All that waits at one price. `amount`: of money on the side of the bids, of principal on the
    side of the asks."""

    price: Decimal
    amount: Money
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All that waits for one offering, the best prices first."""

    bids: tuple[Level, ...]
    asks: tuple[Level, ...]
    queued: Money
    redemptions: int
    redemption_price: Decimal
    may_trade: bool
