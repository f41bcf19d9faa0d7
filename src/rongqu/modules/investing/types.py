"""What other rooms may hold of investments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.grades import Grade
from rongqu.kernel.ids import OfferingId, OrganisationId, PaymentOrderId, SubscriptionId, UserId
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import RepaymentMethod


class InvestmentKind(StrEnum):
    """What `kinds.toml` describes."""

    TREASURY_PLEDGE = "treasury_pledge"
    BANK_FACTORING = "bank_factoring"
    CORPORATE_BOND = "corporate_bond"
    SUPPLY_CHAIN_ABS = "supply_chain_abs"
    EQUITY_CROWDFUNDING = "equity_crowdfunding"
    MEZZANINE = "mezzanine"
    REITS = "reits"


class Allotment(StrEnum):
    """Who gets how much when more is wanted than there is."""

    FIRST_COME = "first_come"
    """先到先得: an order is filled when it is placed; what is above the rest is refused."""
    PRO_RATA = "pro_rata"
    """按比例: everybody the same part of what they wanted."""
    LOTTERY = "lottery"
    """抽签: whole orders in an order that was drawn by a seed nobody could choose afterwards."""


class OfferingStatus(StrEnum):
    """README.md draws the life cycle."""

    PROPOSED = "proposed"
    OPEN = "open"
    SETTLING = "settling"
    ACTIVE = "active"
    FAILED = "failed"
    REPAID = "repaid"


class SubscriptionStatus(StrEnum):
    """`HELD`: the money is the investor's still, and set aside."""

    HELD = "held"
    WITHDRAWN = "withdrawn"
    ALLOTTED = "allotted"
    PAYING = "paying"
    PAID = "paid"
    RELEASED = "released"
    REFUSED = "refused"

    @property
    def has_ended(self) -> bool:
        return self not in {
            SubscriptionStatus.HELD,
            SubscriptionStatus.ALLOTTED,
            SubscriptionStatus.PAYING,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingTerms:
    """All that is proposed, and approved as it stands."""

    kind: InvestmentKind
    title: str
    summary: str
    risk_class: int
    target: Money
    minimum: Money
    """Below it nothing is taken and everybody has their money back."""
    ticket: Money
    """The least of one order; more goes in whole `step`s."""
    step: Money
    most_each: Money | None
    yearly_rate: Decimal
    management_fee_rate: Decimal
    """Of a year, on the principal that is held: the platform's, out of the interest."""
    term_months: int
    method: RepaymentMethod
    allotment: Allotment
    region_code: str
    industry: str
    closes_at: datetime
    disclosure: Mapping[str, str]

    @property
    def rate(self) -> Rate:
        return Rate(self.yearly_rate, DayCount.ACT_365F)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering(OfferingTerms):
    """`taken`: what is ordered; of an active one, what was paid in. `outstanding`: of that, what
    has not been paid back."""

    id: OfferingId
    issuer_id: OrganisationId
    grade: Grade | None
    status: OfferingStatus
    taken: Money
    orders: int
    outstanding: Money
    commitment: str
    """SHA-256 of the seed of a lottery, published before the first order."""
    seed: str | None
    """Shown once the draw is over: whoever has it can draw again."""
    proposed_by: UserId
    proposed_at: datetime
    opened_at: datetime | None
    settled_at: datetime | None
    starts_on: date | None
    fee_through: date | None
    """Until when (excluded) the management fee has been taken."""

    def left(self) -> Money:
        """What can be ordered still, where the first to come are served."""
        return self.target - self.taken

    def is_open_at(self, moment: datetime) -> bool:
        return self.status is OfferingStatus.OPEN and moment < self.closes_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What is agreed to when an offering is approved."""

    offering_id: OfferingId


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    id: SubscriptionId
    offering_id: OfferingId
    investor_id: OrganisationId
    amount: Money
    allotted: Money | None
    status: SubscriptionStatus
    plan_id: UUID | None
    placed_at: datetime
    cooling_until: datetime
    payment_order_id: PaymentOrderId | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubscription:
    """The command. The caller makes the id: the same again is harmless."""

    id: SubscriptionId
    offering_id: OfferingId
    amount: Money
    plan_id: UUID | None = None


class LineKind(StrEnum):
    """What changed a holding."""

    SUBSCRIBED = "subscribed"
    REPAID = "repaid"
    BOUGHT = "bought"
    SOLD = "sold"
    EXITED = "exited"
    """Bought back, sold with the whole company, or wound up: at a price of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """`units`: principal that is the holder's; `listed`: of it, offered for sale or sold and not
    yet settled."""

    offering_id: OfferingId
    investor_id: OrganisationId
    units: Money
    listed: Money
    paid: Money
    received: Money
    income: Money

    @property
    def free(self) -> Money:
        return self.units - self.listed


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingLine:
    """`units`: how the principal changed; `cash`: how the money did; `income`: of it, interest less
    `fee`, the management fee that was taken."""

    id: UUID
    offering_id: OfferingId
    investor_id: OrganisationId
    kind: LineKind
    units: Money
    cash: Money
    income: Money
    fee: Money
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPolicy:
    """What an offering may promise and cost; from the policy pack."""

    rate_cap: Decimal
    fee_floor: Decimal
    fee_cap: Decimal
