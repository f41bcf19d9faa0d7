"""Bodies of the API of services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints, model_validator

from rongqu.infra.web import MoneyBody, Yuan
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.services.actions.book_service import NewBooking
from rongqu.modules.services.types import (
    Booking,
    BookingId,
    BookingStatus,
    NewServiceOffer,
    OfferId,
    Paper,
    Rating,
    Reputation,
    ServiceKind,
    ServiceOffer,
)

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=80)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=1000)]
Stars = Annotated[int, Field(ge=1, le=5)]
NOBODY = Reputation()


class NewServiceOfferBody(BaseModel):
    id: UUID
    kind: ServiceKind
    title: Title
    description: Words
    price: Yuan
    delivery_days: Annotated[int, Field(ge=1, le=180)]
    valid_from: date
    valid_until: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_until < self.valid_from:
            raise ValueError("the last day is before the first")
        return self

    def to_new(self) -> NewServiceOffer:
        return NewServiceOffer(
            id=OfferId(self.id),
            kind=self.kind,
            title=self.title,
            description=self.description,
            price=self.price.to_money(),
            delivery_days=self.delivery_days,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        )


class ServiceOfferBody(BaseModel):
    """`stars`: of `ratings` together."""

    id: UUID
    partner_id: UUID
    partner_name: str | None
    kind: ServiceKind
    title: str
    description: str
    price: MoneyBody
    delivery_days: int
    valid_from: date
    valid_until: date
    is_withdrawn: bool
    ratings: int
    stars: int

    @classmethod
    def of(
        cls, offer: ServiceOffer, names: Mapping[OrganisationId, str], known: Reputation = NOBODY
    ) -> Self:
        return cls(
            id=offer.id,
            partner_id=offer.partner_id,
            partner_name=names.get(offer.partner_id),
            kind=offer.kind,
            title=offer.title,
            description=offer.description,
            price=MoneyBody.of(offer.price),
            delivery_days=offer.delivery_days,
            valid_from=offer.valid_from,
            valid_until=offer.valid_until,
            is_withdrawn=offer.withdrawn_at is not None,
            ratings=known.ratings,
            stars=known.stars,
        )


class ServiceRatingBody(BaseModel):
    title: str
    stars: int
    words: str
    rated_at: datetime

    @classmethod
    def of(cls, rating: Rating) -> Self:
        return cls(
            title=rating.title, stars=rating.stars, words=rating.words, rated_at=rating.rated_at
        )


class ServiceOfferPageBody(BaseModel):
    offer: ServiceOfferBody
    ratings: list[ServiceRatingBody]


class NewServiceBookingBody(BaseModel):
    id: UUID
    offer_id: UUID
    wish: Words

    def to_new(self) -> NewBooking:
        return NewBooking(id=BookingId(self.id), offer_id=OfferId(self.offer_id), wish=self.wish)


class BookingAnswerBody(BaseModel):
    """Without a refusal it is taken."""

    refusal: Words | None = None


class BookingNoteBody(BaseModel):
    note: Words


class BookingResolutionBody(BaseModel):
    """Of the price, what the partner is paid; the rest goes back to the customer."""

    payable: MoneyBody
    note: Words

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        if self.payable.currency != "CNY" or self.payable.to_money().minor < 0:
            raise ValueError("an amount of yuan is needed")
        return self


class NewRatingBody(BaseModel):
    stars: Stars
    words: Words


class ServicePaperBody(BaseModel):
    id: UUID
    size: int
    sha256: str
    kept_at: datetime

    @classmethod
    def of(cls, paper: Paper) -> Self:
        return cls(id=paper.id, size=paper.size, sha256=paper.sha256, kept_at=paper.kept_at)


class BookingBody(BaseModel):
    """`due_at`: until when it is somebody's turn; `payable`: of an ended one, what the partner
    gets, with `fee` of it for the platform."""

    id: UUID
    customer_id: UUID
    customer_name: str | None
    partner_id: UUID
    partner_name: str | None
    kind: ServiceKind
    title: str
    price: MoneyBody
    status: BookingStatus
    due_at: datetime | None
    ordered_at: datetime
    delivered_at: datetime | None
    ended_at: datetime | None
    payable: MoneyBody | None
    fee: MoneyBody | None
    paid_at: datetime | None
    reason_code: str | None

    @classmethod
    def of(cls, booking: Booking, names: Mapping[OrganisationId, str]) -> Self:
        return cls(
            id=booking.id,
            customer_id=booking.customer_id,
            customer_name=names.get(booking.customer_id),
            partner_id=booking.partner_id,
            partner_name=names.get(booking.partner_id),
            kind=booking.kind,
            title=booking.title,
            price=MoneyBody.of(booking.price),
            status=booking.status,
            due_at=booking.due_at,
            ordered_at=booking.ordered_at,
            delivered_at=booking.delivered_at,
            ended_at=booking.ended_at,
            payable=None if booking.payable is None else MoneyBody.of(booking.payable),
            fee=None if booking.fee is None else MoneyBody.of(booking.fee),
            paid_at=booking.paid_at,
            reason_code=booking.reason_code,
        )


class BookingPageBody(BaseModel):
    booking: BookingBody
    wish: str
    note: str | None
    objection: str | None
    papers: list[ServicePaperBody]
    rating: ServiceRatingBody | None

    @classmethod
    def of(
        cls,
        booking: Booking,
        names: Mapping[OrganisationId, str],
        papers: Sequence[Paper],
        rating: Rating | None,
    ) -> Self:
        return cls(
            booking=BookingBody.of(booking, names),
            wish=booking.wish,
            note=booking.note,
            objection=booking.objection,
            papers=[ServicePaperBody.of(each) for each in papers],
            rating=None if rating is None else ServiceRatingBody.of(rating),
        )
