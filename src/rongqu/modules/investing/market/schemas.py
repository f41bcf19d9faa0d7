"""Bodies of the API about holdings and the transfer market."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from rongqu.infra.web import MoneyBody
from rongqu.kernel.ids import OfferingId, OrganisationId, TradeId
from rongqu.modules.investing.holdings import ExpectedFlow, YearSum
from rongqu.modules.investing.market.types import (
    Ask,
    AskStatus,
    NewAsk,
    NewTrade,
    Trade,
    TradeStatus,
)
from rongqu.modules.investing.portfolio.types import Picture, Proposal
from rongqu.modules.investing.types import (
    Holding,
    HoldingLine,
    InvestmentKind,
    LineKind,
    Offering,
)
from rongqu.modules.investing.wire import Yuan

PriceText = Annotated[str, StringConstraints(pattern=r"^[01](\.[0-9]{1,6})?$")]
"""Of 1 yuan of principal: 0.985 is a discount of 1.5 %."""


class HoldingBody(BaseModel):
    """`value`: principal and accrued interest. `xirr`: of a year, as if sold today at its value."""

    offering_id: UUID
    title: str
    kind: InvestmentKind
    industry: str
    risk_class: int
    yearly_rate: str
    units: MoneyBody
    listed: MoneyBody
    value: MoneyBody
    paid: MoneyBody
    received: MoneyBody
    income: MoneyBody
    xirr: str | None

    @classmethod
    def of(
        cls, holding: Holding, offering: Offering, value: MoneyBody, rate: Decimal | None
    ) -> Self:
        return cls(
            offering_id=offering.id,
            title=offering.title,
            kind=offering.kind,
            industry=offering.industry,
            risk_class=offering.risk_class,
            yearly_rate=f"{offering.yearly_rate:f}",
            units=MoneyBody.of(holding.units),
            listed=MoneyBody.of(holding.listed),
            value=value,
            paid=MoneyBody.of(holding.paid),
            received=MoneyBody.of(holding.received),
            income=MoneyBody.of(holding.income),
            xirr=None if rate is None else f"{rate:f}",
        )


class HoldingsBody(BaseModel):
    holdings: list[HoldingBody]
    value: MoneyBody
    income: MoneyBody
    xirr: str | None


class ExpectedFlowBody(BaseModel):
    offering_id: UUID
    title: str
    due_on: date
    principal: MoneyBody
    interest: MoneyBody
    fee: MoneyBody

    @classmethod
    def of(cls, flow: ExpectedFlow, title: str) -> Self:
        return cls(
            offering_id=flow.offering_id,
            title=title,
            due_on=flow.due_on,
            principal=MoneyBody.of(flow.principal),
            interest=MoneyBody.of(flow.interest),
            fee=MoneyBody.of(flow.fee),
        )


class HoldingLineBody(BaseModel):
    id: UUID
    offering_id: UUID
    title: str
    kind: LineKind
    day: date
    units: MoneyBody
    cash: MoneyBody
    income: MoneyBody
    fee: MoneyBody

    @classmethod
    def of(cls, line: HoldingLine, title: str) -> Self:
        return cls(
            id=line.id,
            offering_id=line.offering_id,
            title=title,
            kind=line.kind,
            day=line.day,
            units=MoneyBody.of(line.units),
            cash=MoneyBody.of(line.cash),
            income=MoneyBody.of(line.income),
            fee=MoneyBody.of(line.fee),
        )


class YearSumBody(BaseModel):
    year: int
    paid: MoneyBody
    received: MoneyBody
    income: MoneyBody
    fee: MoneyBody

    @classmethod
    def of(cls, year: YearSum) -> Self:
        return cls(
            year=year.year,
            paid=MoneyBody.of(year.paid),
            received=MoneyBody.of(year.received),
            income=MoneyBody.of(year.income),
            fee=MoneyBody.of(year.fee),
        )


class InvestingStatementBody(BaseModel):
    lines: list[HoldingLineBody]
    years: list[YearSumBody]


class NewAskBody(BaseModel):
    id: UUID
    offering_id: UUID
    units: Yuan
    price: PriceText

    def to_ask(self) -> NewAsk:
        return NewAsk(
            id=self.id,
            offering_id=OfferingId(self.offering_id),
            units=self.units.to_money(),
            price=Decimal(self.price),
        )


class AskBody(BaseModel):
    """`is_own`: the reader's; nobody else learns whose it is."""

    id: UUID
    offering_id: UUID
    title: str
    risk_class: int
    yearly_rate: str
    units: MoneyBody
    left: MoneyBody
    price: str
    is_redemption: bool
    status: AskStatus
    placed_at: datetime
    is_own: bool

    @classmethod
    def of(cls, ask: Ask, offering: Offering, reader: OrganisationId) -> Self:
        return cls(
            id=ask.id,
            offering_id=ask.offering_id,
            title=offering.title,
            risk_class=offering.risk_class,
            yearly_rate=f"{offering.yearly_rate:f}",
            units=MoneyBody.of(ask.units),
            left=MoneyBody.of(ask.left),
            price=f"{ask.price:f}",
            is_redemption=ask.is_redemption,
            status=ask.status,
            placed_at=ask.placed_at,
            is_own=ask.seller_id == reader,
        )


class NewTradeBody(BaseModel):
    id: UUID
    units: Yuan

    def to_trade(self, ask_id: UUID) -> NewTrade:
        return NewTrade(id=TradeId(self.id), ask_id=ask_id, units=self.units.to_money())


class TradeBody(BaseModel):
    id: UUID
    offering_id: UUID
    title: str
    is_sale: bool
    units: MoneyBody
    price: MoneyBody
    accrued: MoneyBody
    amount: MoneyBody
    status: TradeStatus
    traded_at: datetime
    settles_on: date

    @classmethod
    def of(cls, trade: Trade, title: str, reader: OrganisationId) -> Self:
        return cls(
            id=trade.id,
            offering_id=trade.offering_id,
            title=title,
            is_sale=trade.seller_id == reader,
            units=MoneyBody.of(trade.units),
            price=MoneyBody.of(trade.price),
            accrued=MoneyBody.of(trade.accrued),
            amount=MoneyBody.of(trade.amount),
            status=trade.status,
            traded_at=trade.traded_at,
            settles_on=trade.settles_on,
        )


class PictureBody(BaseModel):
    """Fractions: `expected` of a year after losses, `deviation` by which it may be off."""

    expected: str
    deviation: str
    projects: int
    largest_share: str

    @classmethod
    def of(cls, picture: Picture) -> Self:
        return cls(
            expected=f"{picture.expected:.4f}",
            deviation=f"{picture.deviation:.4f}",
            projects=picture.projects,
            largest_share=f"{picture.largest_share:.4f}",
        )


class ProposedPartBody(BaseModel):
    offering_id: UUID
    title: str
    risk_class: int
    industry: str
    yearly_rate: str
    amount: MoneyBody


class SpreadProposalBody(BaseModel):
    parts: list[ProposedPartBody]
    left: MoneyBody
    budget: str
    within_budget: bool
    before: PictureBody
    after: PictureBody

    @classmethod
    def of(cls, proposal: Proposal, budget: float, offerings: dict[UUID, Offering]) -> Self:
        return cls(
            parts=[
                ProposedPartBody(
                    offering_id=part.project.id,
                    title=offerings[part.project.id].title,
                    risk_class=part.project.risk_class,
                    industry=part.project.industry,
                    yearly_rate=f"{offerings[part.project.id].yearly_rate:f}",
                    amount=MoneyBody.of(part.amount),
                )
                for part in proposal.parts
            ],
            left=MoneyBody.of(proposal.left),
            budget=f"{budget:.4f}",
            within_budget=proposal.within_budget,
            before=PictureBody.of(proposal.before),
            after=PictureBody.of(proposal.after),
        )
