"""What investing tells the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.ids import OfferingId
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestorAssessed(Event):
    """Subject: the investor. The questionnaire gave a class, until a day."""

    name = "investing.investor_assessed.v1"
    version: int
    score: int
    risk_class: int
    expires_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationAsked(Event):
    """Subject: the investor, who states to be a qualified one; a second person has to agree."""

    name = "investing.qualification_asked.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestorQualified(Event):
    """Subject: the investor."""

    name = "investing.investor_qualified.v1"
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingProposed(Event):
    """Subject: the offering. A second person has to agree."""

    name = "investing.offering_proposed.v1"
    kind: str
    target: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingOpened(Event):
    """Subject: the offering. `commitment` is the SHA-256 of the seed by which a lottery would
    draw: on record before the first order."""

    name = "investing.offering_opened.v1"
    kind: str
    target: Money
    commitment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingRegraded(Event):
    """Subject: the offering. Its issuer's credit grade has moved. Parties: the issuer, and whoever
    holds some of it or has ordered."""

    name = "investing.offering_regraded.v1"
    issuer_id: UUID
    title: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingAllotted(Event):
    """Subject: the offering. Who gets how much is decided; `seed` is shown with it."""

    name = "investing.offering_allotted.v1"
    ordered: Money
    allotted: Money
    orders: int
    seed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingStarted(Event):
    """Subject: the offering. All that was allotted has been paid to the issuer."""

    name = "investing.offering_started.v1"
    raised: Money
    starts_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingFailed(Event):
    """Subject: the offering. Too little was ordered; everybody has their money back."""

    name = "investing.offering_failed.v1"
    ordered: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingRepaid(Event):
    """Subject: the offering. Nothing of it is outstanding."""

    name = "investing.offering_repaid.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionPlaced(Event):
    """Subject: the subscription. The money is set aside."""

    name = "investing.subscription_placed.v1"
    offering_id: OfferingId
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionWithdrawn(Event):
    """Subject: the subscription. Taken back within the cooling-off; the money is free again."""

    name = "investing.subscription_withdrawn.v1"
    offering_id: OfferingId
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionAllotted(Event):
    """Subject: the subscription. What was not allotted is free again."""

    name = "investing.subscription_allotted.v1"
    offering_id: OfferingId
    amount: Money
    allotted: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionPaid(Event):
    """Subject: the subscription. The issuer has the money, the investor a holding."""

    name = "investing.subscription_paid.v1"
    offering_id: OfferingId
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionRefused(Event):
    """Subject: the subscription. The bank did not pay it; the money is free again."""

    name = "investing.subscription_refused.v1"
    offering_id: OfferingId
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributionOrdered(Event):
    """Subject: the distribution. The issuer pays the holders, each pro rata, to the cent; `fee` of
    the interest is the platform's."""

    name = "investing.distribution_ordered.v1"
    offering_id: OfferingId
    principal: Money
    interest: Money
    fee: Money
    holders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributionPaid(Event):
    """Subject: the part of one holder."""

    name = "investing.distribution_paid.v1"
    offering_id: OfferingId
    principal: Money
    interest: Money
    fee: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributionRefused(Event):
    """Subject: the part of one holder. The bank did not pay it; the issuer has to look."""

    name = "investing.distribution_refused.v1"
    offering_id: OfferingId
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPlaced(Event):
    """Subject: the ask. A holder offers a part of a holding for sale."""

    name = "investing.ask_placed.v1"
    offering_id: OfferingId
    units: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCancelled(Event):
    name = "investing.ask_cancelled.v1"
    offering_id: OfferingId
    units: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeAgreed(Event):
    """Subject: the trade. The buyer's money is set aside until `settles_on`."""

    name = "investing.trade_agreed.v1"
    offering_id: OfferingId
    units: Money
    price: Money
    accrued: Money
    settles_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeSettled(Event):
    """Subject: the trade. The seller has the money, the buyer the holding."""

    name = "investing.trade_settled.v1"
    offering_id: OfferingId
    units: Money
    price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeRefused(Event):
    """Subject: the trade. The bank did not pay it; both have what they had."""

    name = "investing.trade_refused.v1"
    offering_id: OfferingId
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanged(Event):
    """Subject: the investor, whose plan of automatic investment is on or off."""

    name = "investing.plan_changed.v1"
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPassed(Event):
    """Subject: the investor. The plan would have ordered and may not: `code` says why."""

    name = "investing.plan_passed.v1"
    offering_id: UUID
    code: str
