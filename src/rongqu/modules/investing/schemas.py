"""Bodies of the API about offerings, orders and plans."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from rongqu.infra.web import GivenInstant, MoneyBody
from rongqu.kernel.grades import Grade
from rongqu.kernel.ids import OfferingId, SubscriptionId
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.investing.actions.distribute import NewDistribution
from rongqu.modules.investing.plans.types import NewPlan, Plan
from rongqu.modules.investing.recommending import Recommended
from rongqu.modules.investing.suitability.types import Refusal
from rongqu.modules.investing.types import (
    Allotment,
    InvestmentKind,
    NewSubscription,
    Offering,
    OfferingStatus,
    OfferingTerms,
    Subscription,
    SubscriptionStatus,
)
from rongqu.modules.investing.wire import Yuan
from rongqu.modules.matching.public import Reason

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=80)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=2000)]
RateText = Annotated[str, StringConstraints(pattern=r"^0(\.[0-9]{1,6})?$")]
"""A yearly rate as a fraction: 0.0485 is 4.85 %."""
Region = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,6}$")]
Industry = Annotated[str, StringConstraints(pattern=r"^[A-T][0-9]{0,4}$")]
Months = Annotated[int, Field(ge=1, le=360)]
RiskClass = Annotated[int, Field(ge=1, le=5)]


class OfferingTermsBody(BaseModel):
    kind: InvestmentKind
    title: Title
    summary: Prose
    risk_class: RiskClass
    target: Yuan
    minimum: Yuan
    ticket: Yuan
    step: Yuan
    most_each: Yuan | None = None
    yearly_rate: RateText
    management_fee_rate: RateText
    term_months: Months
    method: RepaymentMethod
    allotment: Allotment
    region_code: Region
    industry: Industry
    closes_at: GivenInstant
    disclosure: Annotated[dict[str, Prose], Field(max_length=40)]

    def to_terms(self) -> OfferingTerms:
        return OfferingTerms(
            kind=self.kind,
            title=self.title,
            summary=self.summary,
            risk_class=self.risk_class,
            target=self.target.to_money(),
            minimum=self.minimum.to_money(),
            ticket=self.ticket.to_money(),
            step=self.step.to_money(),
            most_each=None if self.most_each is None else self.most_each.to_money(),
            yearly_rate=Decimal(self.yearly_rate),
            management_fee_rate=Decimal(self.management_fee_rate),
            term_months=self.term_months,
            method=self.method,
            allotment=self.allotment,
            region_code=self.region_code,
            industry=self.industry,
            closes_at=self.closes_at,
            disclosure=self.disclosure,
        )


class NewOfferingBody(OfferingTermsBody):
    id: UUID


class OfferingBody(OfferingTermsBody):
    """`left`: what can be ordered still where the first to come are served. `seed` once the draw
    is over. `refusals`: why the reader may not buy; empty for whoever may, or does not invest."""

    id: UUID
    issuer_id: UUID
    issuer_name: str
    grade: Grade | None
    status: OfferingStatus
    taken: MoneyBody
    left: MoneyBody
    orders: int
    outstanding: MoneyBody
    commitment: str
    seed: str | None
    opened_at: datetime | None
    starts_on: date | None
    is_open: bool
    refusals: list[Refusal]

    @classmethod
    def of(
        cls,
        offering: Offering,
        issuer_name: str,
        now: datetime,
        refusals: tuple[Refusal, ...],
    ) -> Self:
        most = offering.most_each
        zero = offering.target - offering.target
        return cls(
            kind=offering.kind,
            title=offering.title,
            summary=offering.summary,
            risk_class=offering.risk_class,
            target=MoneyBody.of(offering.target),
            minimum=MoneyBody.of(offering.minimum),
            ticket=MoneyBody.of(offering.ticket),
            step=MoneyBody.of(offering.step),
            most_each=None if most is None else MoneyBody.of(most),
            yearly_rate=f"{offering.yearly_rate:f}",
            management_fee_rate=f"{offering.management_fee_rate:f}",
            term_months=offering.term_months,
            method=offering.method,
            allotment=offering.allotment,
            region_code=offering.region_code,
            industry=offering.industry,
            closes_at=offering.closes_at,
            disclosure=dict(offering.disclosure),
            id=offering.id,
            issuer_id=offering.issuer_id,
            issuer_name=issuer_name,
            grade=offering.grade,
            status=offering.status,
            taken=MoneyBody.of(offering.taken),
            left=MoneyBody.of(max(zero, offering.left())),
            orders=offering.orders,
            outstanding=MoneyBody.of(offering.outstanding),
            commitment=offering.commitment,
            seed=offering.seed,
            opened_at=offering.opened_at,
            starts_on=offering.starts_on,
            is_open=offering.is_open_at(now),
            refusals=list(refusals),
        )


class NewSubscriptionBody(BaseModel):
    """The caller makes the id, so that the same order sent twice is one."""

    id: UUID
    amount: Yuan

    def to_wish(self, offering_id: UUID) -> NewSubscription:
        return NewSubscription(
            id=SubscriptionId(self.id),
            offering_id=OfferingId(offering_id),
            amount=self.amount.to_money(),
        )


class SubscriptionBody(BaseModel):
    id: UUID
    offering_id: UUID
    offering_title: str
    amount: MoneyBody
    allotted: MoneyBody | None
    status: SubscriptionStatus
    by_plan: bool
    placed_at: datetime
    cooling_until: datetime
    may_withdraw: bool

    @classmethod
    def of(cls, order: Subscription, title: str, now: datetime) -> Self:
        allotted = order.allotted
        return cls(
            id=order.id,
            offering_id=order.offering_id,
            offering_title=title,
            amount=MoneyBody.of(order.amount),
            allotted=None if allotted is None else MoneyBody.of(allotted),
            status=order.status,
            by_plan=order.plan_id is not None,
            placed_at=order.placed_at,
            cooling_until=order.cooling_until,
            may_withdraw=order.status is SubscriptionStatus.HELD and now < order.cooling_until,
        )


class DrawnBody(BaseModel):
    """One order of the draw, without whose it is."""

    id: UUID
    amount: MoneyBody
    allotted: MoneyBody


class DrawBody(BaseModel):
    """All that is needed to draw again: `commitment` is the SHA-256 of `seed`, and orders go by the
    SHA-256 of `<seed>:<order id>`. Without a seed the draw is not over."""

    commitment: str
    seed: str | None
    orders: list[DrawnBody]


class NewDistributionBody(BaseModel):
    id: UUID
    principal: Yuan
    interest: Yuan

    def to_wish(self, offering_id: UUID) -> NewDistribution:
        return NewDistribution(
            id=self.id,
            offering_id=OfferingId(offering_id),
            principal=self.principal.to_money(),
            interest=self.interest.to_money(),
        )


class DistributionBody(BaseModel):
    holders: int


class NewAutoPlanBody(BaseModel):
    is_on: bool
    each: Yuan
    budget: Yuan
    reserve: Yuan
    highest_class: RiskClass
    least_rate: RateText
    most_months: Months
    kinds: list[InvestmentKind]
    takes_redemptions: bool = False

    def to_plan(self) -> NewPlan:
        return NewPlan(
            is_on=self.is_on,
            each=self.each.to_money(),
            budget=self.budget.to_money(),
            reserve=self.reserve.to_money(),
            highest_class=self.highest_class,
            least_rate=Decimal(self.least_rate),
            most_months=self.most_months,
            kinds=tuple(self.kinds),
            takes_redemptions=self.takes_redemptions,
        )


class AutoPlanBody(NewAutoPlanBody):
    spent: MoneyBody
    served_at: datetime | None

    @classmethod
    def of(cls, plan: Plan) -> Self:
        return cls(
            is_on=plan.is_on,
            each=MoneyBody.of(plan.each),
            budget=MoneyBody.of(plan.budget),
            reserve=MoneyBody.of(plan.reserve),
            highest_class=plan.highest_class,
            least_rate=f"{plan.least_rate:f}",
            most_months=plan.most_months,
            kinds=list(plan.kinds),
            takes_redemptions=plan.takes_redemptions,
            spent=MoneyBody.of(plan.spent),
            served_at=plan.served_at,
        )


class RecommendationBody(BaseModel):
    """`worth` between 0 and 1; `reason`: what speaks most for it."""

    offering_id: UUID
    title: str
    kind: InvestmentKind
    risk_class: int
    yearly_rate: str
    term_months: int
    worth: str
    reason: Reason

    @classmethod
    def of(cls, recommended: Recommended) -> Self:
        offering, match = recommended.offering, recommended.match
        return cls(
            offering_id=offering.id,
            title=offering.title,
            kind=offering.kind,
            risk_class=offering.risk_class,
            yearly_rate=f"{offering.yearly_rate:f}",
            term_months=offering.term_months,
            worth=f"{match.worth:.3f}",
            reason=match.reason,
        )


class AudienceBody(BaseModel):
    """How many investors could buy by their class, and how many plans want it."""

    investors: int
    plans: int
