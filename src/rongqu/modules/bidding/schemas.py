"""Bodies of the API of bidding."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

from rongqu.infra.web import MoneyBody, PersonNameField, Yuan
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.grades import Grade
from rongqu.kernel.ids import OrganisationId, ProductId
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.bidding import rules
from rongqu.modules.bidding.actions.ask_for_offers import NewRequest
from rongqu.modules.bidding.comparing import Best, Compared
from rongqu.modules.bidding.types import (
    Asked,
    BackReason,
    Bid,
    CancelReason,
    DeclineReason,
    FittingLender,
    Invitation,
    InvitationId,
    InvitationStatus,
    NewOffer,
    Offer,
    OfferId,
    OfferStatus,
    Request,
    RequestId,
    RequestStatus,
    Shown,
)
from rongqu.modules.catalog.public import FACTS, Purpose
from rongqu.modules.compliance.public import Approval

Names = Mapping[OrganisationId, str]
Months = Annotated[int, Field(ge=1, le=360)]
Fraction = Annotated[str, Field(pattern=r"^0\.[0-9]{1,6}$", description='"0.0485" is 4.85 %')]
Conditions = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=500)]


class AskedFields(BaseModel):
    amount: Yuan
    term_months: Months
    purpose: Purpose
    pledges: Annotated[list[CollateralKind], Field(max_length=8)] = []

    def to_asked(self) -> Asked:
        return Asked(
            amount=self.amount.to_money(),
            term_months=self.term_months,
            purpose=self.purpose,
            pledges=tuple(dict.fromkeys(self.pledges)),
        )


class NewBidRequestBody(AskedFields):
    """`lenders` may see it; `shows`: what of the enterprise besides score, industry, province."""

    id: UUID
    shows: Annotated[list[Shown], Field(max_length=2)]
    lenders: Annotated[list[UUID], Field(min_length=1, max_length=200)]
    closes_at: AwareDatetime

    def to_new(self) -> NewRequest:
        return NewRequest(
            id=RequestId(self.id),
            asked=self.to_asked(),
            shows=tuple(dict.fromkeys(self.shows)),
            lenders=tuple(OrganisationId(each) for each in self.lenders),
            closes_at=self.closes_at,
        )


class FittingProductBody(BaseModel):
    product_id: UUID
    name: str
    name_en: str
    most: MoneyBody


class FittingLenderBody(BaseModel):
    institution_id: UUID
    name: str | None
    products: list[FittingProductBody]

    @classmethod
    def of(cls, lender: FittingLender, names: Names) -> Self:
        return cls(
            institution_id=lender.institution_id,
            name=names.get(lender.institution_id),
            products=[
                FittingProductBody(
                    product_id=each.product_id,
                    name=each.name,
                    name_en=each.name_en,
                    most=MoneyBody.of(each.most),
                )
                for each in lender.products
            ],
        )


class BidRequestBody(AskedFields):
    """`is_bidding`: offers still come in. `offers`: on the table."""

    id: UUID
    shows: list[Shown]
    status: RequestStatus
    asked_at: datetime
    closes_at: datetime
    decide_by: datetime
    is_bidding: bool
    invited: int
    offers: int
    application_id: UUID | None

    @classmethod
    def of(cls, request: Request, now: datetime) -> Self:
        return cls(
            **_asked(request.asked),
            id=request.id,
            shows=list(request.shows),
            status=request.status,
            asked_at=request.asked_at,
            closes_at=request.closes_at,
            decide_by=request.decide_by,
            is_bidding=request.status is RequestStatus.OPEN and now < request.closes_at,
            invited=request.invited,
            offers=request.offers,
            application_id=request.application_id,
        )


class BidOfferBody(BaseModel):
    """`yearly_cost` is interest and fee over the money one really has; of all offers by the same
    formula, as if paid out today. `best`: in what no other acceptable one is better."""

    id: UUID
    product_id: UUID
    product_name: str
    product_name_en: str
    method: RepaymentMethod
    collateral: list[CollateralKind]
    amount: MoneyBody
    term_months: int
    yearly_rate: str
    fee_bps: int
    fee: MoneyBody
    monthly_cost: MoneyBody
    final_payment: MoneyBody
    total_cost: MoneyBody
    yearly_cost: str
    days_to_money: int
    conditions: str | None
    valid_until: datetime
    status: OfferStatus
    reason: str | None
    made_at: datetime
    is_acceptable: bool
    best: list[Best]
    institution_id: UUID
    institution_name: str | None

    @classmethod
    def of(cls, compared: Compared, names: Names) -> Self:
        offer, product, costs = compared.offer, compared.product, compared.costs
        bid = offer.bid
        return cls(
            id=offer.id,
            product_id=product.id,
            product_name=product.name,
            product_name_en=product.name_en,
            method=product.method,
            collateral=[each.kind for each in product.collateral],
            amount=MoneyBody.of(bid.amount),
            term_months=bid.term_months,
            yearly_rate=f"{bid.yearly_rate:f}",
            fee_bps=bid.fee_bps,
            fee=MoneyBody.of(costs.fee),
            monthly_cost=MoneyBody.of(costs.monthly_cost),
            final_payment=MoneyBody.of(costs.final_payment),
            total_cost=MoneyBody.of(costs.total_cost),
            yearly_cost=f"{costs.yearly_cost:f}",
            days_to_money=bid.days_to_money,
            conditions=bid.conditions,
            valid_until=bid.valid_until,
            status=offer.status,
            reason=offer.reason,
            made_at=offer.made_at,
            is_acceptable=compared.is_acceptable,
            best=list(compared.best),
            institution_id=offer.institution_id,
            institution_name=names.get(offer.institution_id),
        )


class LenderAnswerBody(BaseModel):
    institution_name: str | None
    status: InvitationStatus
    reason: str | None
    has_offer: bool


class BidRequestPageBody(BaseModel):
    """A request with all that lenders have answered, cheapest offer first."""

    request: BidRequestBody
    offers: list[BidOfferBody]
    answers: list[LenderAnswerBody]


class AcceptanceBody(BaseModel):
    offer_id: UUID


class CancellationBody(BaseModel):
    reason: CancelReason


class PictureFactBody(BaseModel):
    fact: str
    unit: str
    value: str


class InvitationBody(AskedFields):
    """`enterprise_name` null: the lender has not bid yet."""

    id: UUID
    enterprise_name: str | None
    grade: Grade
    status: InvitationStatus
    reason: str | None
    invited_at: datetime
    closes_at: datetime
    decide_by: datetime
    is_bidding: bool

    @classmethod
    def of(cls, invitation: Invitation, now: datetime, *, has_bid: bool) -> Self:
        return cls(
            **_asked(invitation.asked),
            id=invitation.id,
            enterprise_name=invitation.enterprise_name if has_bid else None,
            grade=invitation.picture.grade,
            status=invitation.status,
            reason=invitation.reason,
            invited_at=invitation.invited_at,
            closes_at=invitation.closes_at,
            decide_by=invitation.decide_by,
            is_bidding=invitation.status is InvitationStatus.OPEN and now < invitation.closes_at,
        )


class PendingBidBody(BaseModel):
    """An offer that waits for a second person of the house."""

    id: UUID
    asked_by: UUID
    asked_by_name: PersonNameField | None
    asked_at: datetime
    reason: str
    amount: MoneyBody
    term_months: int
    yearly_rate: str
    fee_bps: int

    @classmethod
    def of(cls, approval: Approval, new: NewOffer, name: PersonNameField | None) -> Self:
        return cls(
            id=approval.id,
            asked_by=approval.asked_by,
            asked_by_name=name,
            asked_at=approval.asked_at,
            reason=approval.reason,
            amount=MoneyBody.of(new.bid.amount),
            term_months=new.bid.term_months,
            yearly_rate=f"{new.bid.yearly_rate:f}",
            fee_bps=new.bid.fee_bps,
        )


class InvitationPageBody(BaseModel):
    invitation: InvitationBody
    picture: list[PictureFactBody]
    products: list[FittingProductBody]
    offers: list[BidOfferBody]
    pending: PendingBidBody | None

    @staticmethod
    def picture_of(invitation: Invitation) -> list[PictureFactBody]:
        facts = invitation.picture.facts
        return [
            PictureFactBody(fact=name, unit=FACTS[name].unit, value=facts[name])
            for name in rules.FACTS_IN_ORDER
            if name in facts
        ]


class BidBoundsBody(BaseModel):
    """What may be bid with a product for a term."""

    min_amount: MoneyBody
    max_amount: MoneyBody
    min_term_months: int
    max_term_months: int
    min_rate: str
    max_rate: str
    min_fee_bps: int
    max_fee_bps: int
    max_days_to_money: int
    valid_hours: int
    valid_days: int

    @classmethod
    def of(cls, bounds: rules.BidBounds) -> Self:
        return cls(
            min_amount=MoneyBody.of(bounds.min_amount),
            max_amount=MoneyBody.of(bounds.max_amount),
            min_term_months=bounds.min_term_months,
            max_term_months=bounds.max_term_months,
            min_rate=f"{rules.lowest_rate(bounds):f}",
            max_rate=f"{bounds.list_rate:f}",
            min_fee_bps=rules.lowest_fee(bounds),
            max_fee_bps=bounds.fee_bps,
            max_days_to_money=bounds.max_days_to_money,
            valid_hours=int(bounds.valid_hours),
            valid_days=int(bounds.valid_days),
        )


class NewBidBody(BaseModel):
    id: UUID
    product_id: UUID
    amount: Yuan
    term_months: Months
    yearly_rate: Fraction
    fee_bps: Annotated[int, Field(ge=0, le=1000)]
    days_to_money: Annotated[int, Field(ge=0, le=90)]
    conditions: Conditions | None = None
    valid_until: AwareDatetime

    def to_new(self, invitation_id: UUID) -> NewOffer:
        return NewOffer(
            id=OfferId(self.id),
            invitation_id=InvitationId(invitation_id),
            bid=Bid(
                product_id=ProductId(self.product_id),
                amount=self.amount.to_money(),
                term_months=self.term_months,
                yearly_rate=Decimal(self.yearly_rate),
                fee_bps=self.fee_bps,
                days_to_money=self.days_to_money,
                conditions=self.conditions,
                valid_until=self.valid_until,
            ),
        )


class TakingBackBody(BaseModel):
    reason: BackReason


class DecliningBody(BaseModel):
    reason: DeclineReason


def answer_of(invitation: Invitation, offers: tuple[Offer, ...], names: Names) -> LenderAnswerBody:
    return LenderAnswerBody(
        institution_name=names.get(invitation.institution_id),
        status=invitation.status,
        reason=invitation.reason,
        has_offer=any(each.invitation_id == invitation.id for each in offers),
    )


def _asked(asked: Asked) -> dict[str, Any]:
    return {
        "amount": MoneyBody.of(asked.amount),
        "term_months": asked.term_months,
        "purpose": asked.purpose,
        "pledges": list(asked.pledges),
    }
