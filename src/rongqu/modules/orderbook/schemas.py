"""Bodies of the API of the order book."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, model_validator

from rongqu.infra.web import MoneyBody
from rongqu.kernel.ids import OfferingId
from rongqu.kernel.money import Money
from rongqu.modules.investing.public import Ask, InvestmentKind, Offering
from rongqu.modules.orderbook.actions.request_redemption import NewRedemption
from rongqu.modules.orderbook.types import Bid, BidId, BidStatus, Book, Level, Likes, NewBid

CURRENCY = "CNY"


def _in_yuan(amount: MoneyBody) -> MoneyBody:
    if amount.currency != CURRENCY:
        raise ValueError(f"investments are in {CURRENCY}")
    return amount


Yuan = Annotated[MoneyBody, AfterValidator(_in_yuan)]
PriceText = Annotated[str, StringConstraints(pattern=r"^[01](\.[0-9]{1,6})?$")]
"""Of 1 yuan of principal: 0.985 is a discount of 1.5 %."""
RateText = Annotated[str, StringConstraints(pattern=r"^0(\.[0-9]{1,6})?$")]


class LikesBody(BaseModel):
    highest_class: Annotated[int, Field(ge=1, le=5)]
    least_rate: RateText
    most_months: Annotated[int, Field(ge=1, le=360)]
    kinds: Annotated[list[InvestmentKind], Field(max_length=len(InvestmentKind))]

    def to_likes(self) -> Likes:
        return Likes(
            highest_class=self.highest_class,
            least_rate=Decimal(self.least_rate),
            most_months=self.most_months,
            kinds=tuple(self.kinds),
        )

    @classmethod
    def of(cls, likes: Likes) -> Self:
        return cls(
            highest_class=likes.highest_class,
            least_rate=f"{likes.least_rate:f}",
            most_months=likes.most_months,
            kinds=[InvestmentKind(each) for each in likes.kinds],
        )


class NewWaitingBidBody(BaseModel):
    """Either `offering_id`, or what offerings have to be like."""

    id: UUID
    offering_id: UUID | None = None
    likes: LikesBody | None = None
    amount: Yuan
    highest_price: PriceText
    expires_on: date

    @model_validator(mode="after")
    def _for_one_or_the_other(self) -> Self:
        if (self.offering_id is None) is (self.likes is None):
            raise ValueError("a bid is for one offering, or for those that are like something")
        return self

    def to_bid(self) -> NewBid:
        wanted: OfferingId | Likes
        if self.likes is None:
            assert self.offering_id is not None
            wanted = OfferingId(self.offering_id)
        else:
            wanted = self.likes.to_likes()
        return NewBid(
            id=BidId(self.id),
            amount=self.amount.to_money(),
            highest_price=Decimal(self.highest_price),
            expires_on=self.expires_on,
            wanted=wanted,
        )


class WaitingBidBody(BaseModel):
    """`passed`: why it was passed over last, though its price was met."""

    id: UUID
    offering_id: UUID | None
    title: str | None
    likes: LikesBody | None
    amount: MoneyBody
    left: MoneyBody
    highest_price: str
    expires_on: date
    status: BidStatus
    placed_at: datetime
    passed: str | None

    @classmethod
    def of(cls, bid: Bid, title: str | None) -> Self:
        likes = bid.wanted if isinstance(bid.wanted, Likes) else None
        return cls(
            id=bid.id,
            offering_id=None if isinstance(bid.wanted, Likes) else bid.wanted,
            title=title,
            likes=None if likes is None else LikesBody.of(likes),
            amount=MoneyBody.of(bid.amount),
            left=MoneyBody.of(bid.left),
            highest_price=f"{bid.highest_price:f}",
            expires_on=bid.expires_on,
            status=bid.status,
            placed_at=bid.placed_at,
            passed=bid.passed,
        )


class NewRedemptionBody(BaseModel):
    id: UUID
    offering_id: UUID
    units: Yuan

    def to_new(self) -> NewRedemption:
        return NewRedemption(
            id=self.id, offering_id=OfferingId(self.offering_id), units=self.units.to_money()
        )


class RedemptionBody(BaseModel):
    """`ahead`: how many are served before it, with `units_ahead` of principal."""

    id: UUID
    offering_id: UUID
    title: str
    units: MoneyBody
    left: MoneyBody
    price: str
    placed_at: datetime
    ahead: int
    units_ahead: MoneyBody

    @classmethod
    def of(cls, queued: tuple[Ask, int, Money], title: str) -> Self:
        ask, ahead, units_ahead = queued
        return cls(
            id=ask.id,
            offering_id=ask.offering_id,
            title=title,
            units=MoneyBody.of(ask.units),
            left=MoneyBody.of(ask.left),
            price=f"{ask.price:f}",
            placed_at=ask.placed_at,
            ahead=ahead,
            units_ahead=MoneyBody.of(units_ahead),
        )


class LevelBody(BaseModel):
    price: str
    amount: MoneyBody
    orders: int

    @classmethod
    def of(cls, level: Level) -> Self:
        return cls(price=f"{level.price:f}", amount=MoneyBody.of(level.amount), orders=level.orders)


class BookBody(BaseModel):
    """The depth of one offering: all that waits, by price, the best first; without names."""

    offering_id: UUID
    title: str
    bids: list[LevelBody]
    """Money that waits."""
    asks: list[LevelBody]
    """Principal for sale."""
    queued: MoneyBody
    """Of the principal for sale, what the redemption queue sells."""
    redemptions: int
    redemption_price: str
    may_trade: bool

    @classmethod
    def of(cls, offering: Offering, book: Book) -> Self:
        return cls(
            offering_id=offering.id,
            title=offering.title,
            bids=[LevelBody.of(each) for each in book.bids],
            asks=[LevelBody.of(each) for each in book.asks],
            queued=MoneyBody.of(book.queued),
            redemptions=book.redemptions,
            redemption_price=f"{book.redemption_price:f}",
            may_trade=book.may_trade,
        )
