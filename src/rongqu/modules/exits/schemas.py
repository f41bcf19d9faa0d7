"""Bodies of the API of exits."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from rongqu.infra.web import GivenInstant, MoneyBody
from rongqu.kernel.ids import OfferingId
from rongqu.modules.exits.types import (
    Answer,
    Claim,
    Exit,
    ExitId,
    ExitKind,
    ExitStatus,
    Lapse,
    Line,
    LineKind,
    NewExit,
    Sale,
    Tender,
)

CURRENCY = "CNY"


def _in_yuan(amount: MoneyBody) -> MoneyBody:
    if amount.currency != CURRENCY or amount.to_money().is_negative():
        raise ValueError(f"amounts are in {CURRENCY}, and not below nothing")
    return amount


Yuan = Annotated[MoneyBody, AfterValidator(_in_yuan)]
Why = Annotated[str, Field(min_length=5, max_length=500)]
PriceOfOne = Annotated[str, StringConstraints(pattern=r"^\d(\.\d{1,6})?$")]
"""Of 1 yuan of principal, interest included."""
ShareText = Annotated[str, StringConstraints(pattern=r"^(0(\.\d{1,6})?|1(\.0{1,6})?)$")]


class NewBuyBackBody(BaseModel):
    id: UUID
    why: Why
    closes_at: GivenInstant
    price: PriceOfOne
    units: Yuan

    def to_new(self, offering_id: UUID) -> NewExit:
        return NewExit(
            id=ExitId(self.id),
            offering_id=OfferingId(offering_id),
            kind=ExitKind.BUY_BACK,
            why=self.why,
            closes_at=self.closes_at,
            terms=Tender(price=Decimal(self.price), units=self.units.to_money()),
        )


class ClaimBody(BaseModel):
    name: Annotated[str, Field(min_length=2, max_length=100)]
    rank: Annotated[int, Field(ge=1, le=20)]
    owed: Yuan

    def to_claim(self) -> Claim:
        return Claim(name=self.name, rank=self.rank, owed=self.owed.to_money())


class NewCompanySaleBody(BaseModel):
    """`closes_at` of a sale of control: until when the holders answer."""

    id: UUID
    kind: Literal["control", "liquidation"]
    why: Why
    closes_at: GivenInstant | None
    proceeds: Yuan
    claims: Annotated[list[ClaimBody], Field(max_length=20)]
    preferred_rate: ShareText
    holders_share: ShareText

    def to_new(self, offering_id: UUID) -> NewExit:
        return NewExit(
            id=ExitId(self.id),
            offering_id=OfferingId(offering_id),
            kind=ExitKind(self.kind),
            why=self.why,
            closes_at=self.closes_at,
            terms=Sale(
                proceeds=self.proceeds.to_money(),
                claims=tuple(each.to_claim() for each in self.claims),
                preferred_rate=Decimal(self.preferred_rate),
                holders_share=Decimal(self.holders_share),
            ),
        )


class ExitAnswerBody(BaseModel):
    accepts: bool


class WaterfallLineBody(BaseModel):
    """`owed` null: a share of what is left."""

    kind: LineKind
    name: str | None
    rank: int | None
    owed: MoneyBody | None
    paid: MoneyBody

    @classmethod
    def of(cls, line: Line) -> Self:
        return cls(
            kind=line.kind,
            name=line.name,
            rank=line.rank,
            owed=None if line.owed is None else MoneyBody.of(line.owed),
            paid=MoneyBody.of(line.paid),
        )


class ExitBody(BaseModel):
    """`own_units`: what the reader is asked about; null: nothing. `amount`: for all holders."""

    id: UUID
    kind: ExitKind
    why: str
    price: str | None
    proceeds: MoneyBody | None
    units: MoneyBody
    amount: MoneyBody
    lines: list[WaterfallLineBody]
    status: ExitStatus
    lapse: Lapse | None
    proposed_at: datetime
    closes_at: datetime | None
    ended_at: datetime | None
    may_answer: bool
    own_units: MoneyBody | None
    accepts: bool | None

    @classmethod
    def of(cls, found: Exit, own: Answer | None, now: datetime) -> Self:
        is_open = found.status is ExitStatus.ASKING and (
            found.closes_at is not None and now < found.closes_at
        )
        return cls(
            id=found.id,
            kind=found.kind,
            why=found.why,
            price=None if found.price is None else f"{found.price:f}",
            proceeds=None if found.proceeds is None else MoneyBody.of(found.proceeds),
            units=MoneyBody.of(found.units),
            amount=MoneyBody.of(found.amount),
            lines=[WaterfallLineBody.of(each) for each in found.lines],
            status=found.status,
            lapse=found.lapse,
            proposed_at=found.proposed_at,
            closes_at=found.closes_at,
            ended_at=found.ended_at,
            may_answer=is_open and own is not None,
            own_units=None if own is None else MoneyBody.of(own.units),
            accepts=None if own is None else own.accepts,
        )


class ExitsBody(BaseModel):
    """All exits of an offering, newest first. `may_propose`: by the reader, now."""

    title: str
    outstanding: MoneyBody
    may_propose: bool
    is_issuer: bool
    exits: list[ExitBody]
