"""The API of holdings and the transfer market: parse, call, answer."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Response
from starlette.concurrency import run_in_threadpool

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, MoneyBody, PageDep, SliceBody, TxDep, module_router
from rongqu.infra.workbooks import MEDIA_TYPE
from rongqu.kernel.errors import InvalidRequest, KeyReused
from rongqu.kernel.ids import OfferingId
from rongqu.kernel.money import Money
from rongqu.modules.identity.public import name_organisations
from rongqu.modules.investing import permissions, queries
from rongqu.modules.investing.actions.cancel_ask import cancel_ask
from rongqu.modules.investing.actions.place_ask import place_ask
from rongqu.modules.investing.actions.take_ask import take_ask
from rongqu.modules.investing.errors import (
    AskNotFound,
    AskNotOpen,
    HoldingNotFound,
    NotActive,
    NotAnInvestor,
    NotEnoughMoney,
    NotSuitable,
    OfferingNotFound,
    OnlyInTurn,
    PriceOutsidePolicy,
    TooFewProjects,
    TooFewUnits,
    TradeIdTaken,
    TradeWithOneself,
    TradingHalted,
)
from rongqu.modules.investing.holdings import (
    compute_value,
    group_lines,
    list_expected,
    sum_by_year,
)
from rongqu.modules.investing.market import queries as market
from rongqu.modules.investing.market.schemas import (
    AskBody,
    ExpectedFlowBody,
    HoldingBody,
    HoldingLineBody,
    HoldingsBody,
    InvestingStatementBody,
    NewAskBody,
    NewTradeBody,
    SpreadProposalBody,
    TradeBody,
    YearSumBody,
)
from rongqu.modules.investing.portfolio.yields import compute_yield
from rongqu.modules.investing.proposing import propose_portfolio
from rongqu.modules.investing.recommending import read_audience, recommend
from rongqu.modules.investing.schemas import AudienceBody, RecommendationBody
from rongqu.modules.investing.statement import (
    InvestorStatement,
    Period,
    make_statement,
    render_pdf,
    render_workbook,
)
from rongqu.modules.investing.types import Offering

router = module_router("investing", prefix="/investing")

CURRENCY = "CNY"
AMOUNT = Query(pattern=r"^[0-9]{1,13}(\.[0-9]{1,2})?$", description="Yuan, as text: 500000.00")


async def _offerings(tx: Tx, ids: set[OfferingId]) -> dict[UUID, Offering]:
    return await queries.get_offerings(tx, ids)


@router.get("/holdings", responses=problems())
async def get_holdings_endpoint(tx: TxDep) -> HoldingsBody:
    """One's own holdings, what they are worth in the books, and their yield."""
    held = await market.list_own_holdings(tx)
    lines = await market.list_own_lines(tx)
    offerings = await _offerings(tx, {each.offering_id for each in held})
    of_each = group_lines(lines)
    day = tx.business_date
    zero = Money.zero(CURRENCY)
    total, income = zero, zero
    bodies = list[HoldingBody]()
    for each in held:
        offering = offerings[each.offering_id]
        value = compute_value(offering, each.units, day)
        rate = compute_yield(of_each[each.offering_id], value, day)
        bodies.append(HoldingBody.of(each, offering, MoneyBody.of(value), rate))
        total, income = total + value, income + each.income
    whole = compute_yield(lines, total, day)
    return HoldingsBody(
        holdings=bodies,
        value=MoneyBody.of(total),
        income=MoneyBody.of(income),
        xirr=None if whole is None else f"{whole:f}",
    )


@router.get("/cash-flows", responses=problems())
async def list_cash_flows_endpoint(tx: TxDep) -> list[ExpectedFlowBody]:
    """What should come in by the schedules, for what is held now; the next first."""
    held = await market.list_own_holdings(tx)
    offerings = await _offerings(tx, {each.offering_id for each in held})
    flows = [
        flow
        for each in held
        for flow in list_expected(offerings[each.offering_id], each, tx.business_date)
    ]
    flows.sort(key=lambda flow: (flow.due_on, flow.offering_id))
    return [ExpectedFlowBody.of(flow, offerings[flow.offering_id].title) for flow in flows]


@router.get("/statement", responses=problems())
async def get_investing_statement_endpoint(
    tx: TxDep, first: date | None = None, last: date | None = None
) -> InvestingStatementBody:
    """Every change of one's holdings, and the sums of each year for the tax return."""
    lines = await market.list_own_lines(tx, first, last)
    offerings = await _offerings(tx, {each.offering_id for each in lines})
    return InvestingStatementBody(
        lines=[HoldingLineBody.of(line, offerings[line.offering_id].title) for line in lines],
        years=[YearSumBody.of(year) for year in sum_by_year(lines)],
    )


def _period(first: date | None = None, last: date | None = None) -> Period:
    return Period(first=first, last=last)


PeriodDep = Annotated[Period, Depends(_period)]


@router.get("/statement.pdf", response_class=Response, responses=problems())
async def get_investing_statement_pdf_endpoint(tx: TxDep, period: PeriodDep) -> Response:
    """Every change of one's holdings in a period, and the tax summary of its years, on paper."""
    pdf = await run_in_threadpool(render_pdf, await _statement_of(tx, period))
    return _download(pdf, "application/pdf", "investments.pdf")


@router.get("/statement.xlsx", response_class=Response, responses=problems())
async def get_investing_statement_workbook_endpoint(tx: TxDep, period: PeriodDep) -> Response:
    workbook = await run_in_threadpool(render_workbook, await _statement_of(tx, period))
    return _download(workbook, MEDIA_TYPE, "investments.xlsx")


async def _statement_of(tx: Tx, period: Period) -> InvestorStatement:
    lines = await market.list_own_lines(tx)
    offerings = await _offerings(tx, {each.offering_id for each in lines})
    own = tx.actor.organisation
    holder = (await name_organisations(tx, {own})).get(own, str(own))
    by_id = {OfferingId(key): offering for key, offering in offerings.items()}
    return make_statement(holder, lines, by_id, period, tx.business_date)


def _download(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)


@router.get("/proposal", responses=problems(NotAnInvestor, TooFewProjects))
async def get_proposal_endpoint(
    tx: TxDep,
    amount: Annotated[str, AMOUNT],
    risk_class: Annotated[int, Query(ge=1, le=5)],
) -> SpreadProposalBody:
    """A spread portfolio of what the reader may buy, within the budget of a class of risk."""
    tx.actor.require(permissions.VIEW)
    wanted = Money.parse(amount, CURRENCY)
    if wanted.is_zero():
        raise InvalidRequest(field="amount")
    proposed = await propose_portfolio(tx, wanted, risk_class)
    return SpreadProposalBody.of(proposed.proposal, proposed.budget, proposed.offerings)


@router.get("/recommendations", responses=problems(NotAnInvestor))
async def list_recommendations_endpoint(tx: TxDep) -> list[RecommendationBody]:
    """Open offerings that fit the reader best, each with what speaks most for it."""
    return [RecommendationBody.of(each) for each in await recommend(tx)]


@router.get("/offerings/{offering_id}/audience", responses=problems(OfferingNotFound))
async def get_audience_endpoint(tx: TxDep, offering_id: UUID) -> AudienceBody:
    """For the issuer: how many investors it fits, never who."""
    tx.actor.require(permissions.VIEW)
    audience = await read_audience(tx, OfferingId(offering_id))
    return AudienceBody(investors=audience.investors, plans=audience.plans)


@router.get("/asks", responses=problems())
async def list_asks_endpoint(
    tx: TxDep, page: PageDep, offering_id: UUID | None = None
) -> SliceBody[AskBody]:
    """The order book: of one offering the cheapest first, of all the newest."""
    only = None if offering_id is None else OfferingId(offering_id)
    found = await market.list_asks(tx, only, page)
    offerings = await _offerings(tx, {each.offering_id for each in found.items})
    own = tx.actor.organisation
    items = [AskBody.of(each, offerings[each.offering_id], own) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.post(
    "/asks",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        OfferingNotFound,
        HoldingNotFound,
        NotActive,
        TooFewUnits,
        PriceOutsidePolicy,
        AskNotOpen,
    ),
)
async def place_ask_endpoint(tx: TxDep, body: NewAskBody) -> AskBody:
    ask = await place_ask(tx, body.to_ask())
    offering = await queries.get_offering(tx, ask.offering_id)
    return AskBody.of(ask, offering, tx.actor.organisation)


@router.post(
    "/asks/{ask_id}/cancellation",
    status_code=204,
    dependencies=[ONCE],
    responses=problems(KeyReused, AskNotFound, AskNotOpen),
)
async def cancel_ask_endpoint(tx: TxDep, ask_id: UUID) -> None:
    await cancel_ask(tx, ask_id)


@router.post(
    "/asks/{ask_id}/trades",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        AskNotFound,
        AskNotOpen,
        TradeWithOneself,
        OnlyInTurn,
        TradingHalted,
        NotAnInvestor,
        NotSuitable,
        NotEnoughMoney,
        TradeIdTaken,
    ),
)
async def take_ask_endpoint(tx: TxDep, ask_id: UUID, body: NewTradeBody) -> TradeBody:
    trade = await take_ask(tx, body.to_trade(ask_id))
    offering = await queries.get_offering(tx, trade.offering_id)
    return TradeBody.of(trade, offering.title, tx.actor.organisation)


@router.get("/trades", responses=problems())
async def list_trades_endpoint(tx: TxDep, page: PageDep) -> SliceBody[TradeBody]:
    found = await market.list_own_trades(tx, page)
    offerings = await _offerings(tx, {each.offering_id for each in found.items})
    own = tx.actor.organisation
    items = [TradeBody.of(each, offerings[each.offering_id].title, own) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)
