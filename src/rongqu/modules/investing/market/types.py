"""What is offered and agreed on the transfer market."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import HoldId, OfferingId, OrganisationId, TradeId
from rongqu.kernel.money import Money


class AskStatus(StrEnum):
    OPEN = "open"
    SOLD = "sold"
    CANCELLED = "cancelled"


class TradeStatus(StrEnum):
    HELD = "held"
    PAYING = "paying"
    SETTLED = "settled"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAsk:
    """The command. `price`: of 1 yuan of principal, without the interest that has accrued."""

    id: UUID
    offering_id: OfferingId
    units: Money
    price: Decimal
    is_redemption: bool = False
    """Out before the term, without a buyer to name: at the price of the policy, in turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(NewAsk):
    seller_id: OrganisationId
    left: Money
    status: AskStatus
    placed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTrade:
    """The command. The caller makes the id: the same again is harmless."""

    id: TradeId
    ask_id: UUID
    units: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """An ask meets a buyer who has not chosen it: as much as `most` pays for. `hold_id`: what has
    set that money aside so far, and ends with the trade."""

    trade_id: TradeId
    ask_id: UUID
    buyer_id: OrganisationId
    price: Decimal
    most: Money
    hold_id: HoldId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade(NewTrade):
    """`price` pays for the principal, `accrued` for the interest since the last payment."""

    offering_id: OfferingId
    seller_id: OrganisationId
    buyer_id: OrganisationId
    price: Money
    accrued: Money
    status: TradeStatus
    traded_at: datetime
    settles_on: date

    @property
    def amount(self) -> Money:
        return self.price + self.accrued
