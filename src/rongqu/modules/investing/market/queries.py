"""Every SELECT about the transfer market and holdings."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, exists, func, or_, select, tuple_

from rongqu.infra.keyset import read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId, OrganisationId, TradeId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.investing import permissions, tables
from rongqu.modules.investing.errors import AskNotFound, HoldingNotFound, TradeNotFound
from rongqu.modules.investing.market.types import Ask, AskStatus, Trade, TradeStatus
from rongqu.modules.investing.types import Holding, HoldingLine, LineKind

UNSETTLED = (TradeStatus.HELD, TradeStatus.PAYING)


async def lock_holding(tx: Tx, offering_id: OfferingId, investor_id: OrganisationId) -> Holding:
    columns = tables.holding.c
    wanted = (
        select(tables.holding)
        .where(columns.offering_id == offering_id, columns.investor_id == investor_id)
        .with_for_update()
    )
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise HoldingNotFound(offering_id=offering_id)
    return _to_holding(row, None)


async def lock_holders(tx: Tx, offering_id: OfferingId) -> dict[OrganisationId, int]:
    """Who holds how many minor units of principal."""
    columns = tables.holding.c
    wanted = (
        select(columns.investor_id, columns.units_minor)
        .where(columns.offering_id == offering_id, columns.units_minor > 0)
        .order_by(columns.investor_id)
        .with_for_update()
    )
    rows = await tx.connection.execute(wanted)
    return {OrganisationId(row.investor_id): row.units_minor for row in rows}


async def lock_free_units(tx: Tx, offering_id: OfferingId) -> dict[OrganisationId, int]:
    """Who holds how many that are neither for sale nor sold."""
    columns = tables.holding.c
    wanted = (
        select(columns.investor_id, columns.units_minor - columns.listed_minor)
        .where(columns.offering_id == offering_id, columns.units_minor > columns.listed_minor)
        .order_by(columns.investor_id)
        .with_for_update()
    )
    rows = await tx.connection.execute(wanted)
    return {OrganisationId(who): units for who, units in rows}


async def list_holders(tx: Tx, offering_id: OfferingId) -> dict[OrganisationId, int]:
    """Not scoped: who holds how many minor units of principal at this moment."""
    columns = tables.holding.c
    wanted = select(columns.investor_id, columns.units_minor).where(
        columns.offering_id == offering_id, columns.units_minor > 0
    )
    rows = await tx.connection.execute(wanted.order_by(columns.investor_id))
    return {OrganisationId(row.investor_id): row.units_minor for row in rows}


async def list_own_holdings(tx: Tx) -> tuple[Holding, ...]:
    """With what was paid and received so far; those that are over stay, for the record."""
    tx.actor.require(permissions.VIEW)
    own, lines = tables.holding.c, tables.holding_line.c
    flows = (
        select(
            lines.offering_id,
            func.sum(-lines.cash_minor).filter(lines.cash_minor < 0).label("paid"),
            func.sum(lines.cash_minor).filter(lines.cash_minor > 0).label("received"),
            func.sum(lines.income_minor).label("income"),
        )
        .where(lines.investor_id == tx.actor.organisation)
        .group_by(lines.offering_id)
        .subquery()
    )
    wanted = (
        select(tables.holding, flows.c.paid, flows.c.received, flows.c.income)
        .join(flows, flows.c.offering_id == own.offering_id)
        .where(own.investor_id == tx.actor.organisation)
        .order_by(own.offering_id.desc())
    )
    return tuple(_to_holding(row, row) for row in await tx.connection.execute(wanted))


async def list_own_lines(
    tx: Tx, first: date | None = None, last: date | None = None
) -> tuple[HoldingLine, ...]:
    """Oldest first: what changed the actor's holdings, on days from first to last."""
    tx.actor.require(permissions.VIEW)
    columns = tables.holding_line.c
    wanted = select(tables.holding_line).where(columns.investor_id == tx.actor.organisation)
    if first is not None:
        wanted = wanted.where(columns.day >= first)
    if last is not None:
        wanted = wanted.where(columns.day <= last)
    rows = await tx.connection.execute(wanted.order_by(columns.day, columns.id))
    return tuple(_to_line(row) for row in rows)


async def list_asks(tx: Tx, offering_id: OfferingId | None, page: Page) -> Slice[Ask]:
    """Open ones; of one offering the cheapest first, else the newest."""
    tx.actor.require(permissions.VIEW)
    columns = tables.ask.c
    wanted = select(tables.ask).where(columns.status == AskStatus.OPEN)
    if offering_id is None:
        return await read_page(tx, wanted, columns.id, page, to_ask)
    wanted = wanted.where(columns.offering_id == offering_id)
    if page.after is not None:
        last = select(columns.price, columns.id).where(columns.id == page.after)
        wanted = wanted.where(tuple_(columns.price, columns.id) > last.scalar_subquery())
    cheapest = wanted.order_by(columns.price, columns.id).limit(page.limit + 1)
    rows = await tx.connection.execute(cheapest)
    return Slice[Ask].of([(row.id, to_ask(row)) for row in rows], page.limit)


async def list_open_asks(tx: Tx, offering_id: OfferingId, most: int) -> tuple[Ask, ...]:
    """Not scoped: what is for sale, the best first, by price and time."""
    columns = tables.ask.c
    wanted = (
        select(tables.ask)
        .where(columns.offering_id == offering_id, columns.status == AskStatus.OPEN)
        .order_by(columns.price, columns.placed_at, columns.id)
        .limit(most)
    )
    return tuple(to_ask(row) for row in await tx.connection.execute(wanted))


async def list_own_redemptions(tx: Tx) -> tuple[tuple[Ask, int, Money], ...]:
    """Those that wait, each with how many are before it and with how much."""
    tx.actor.require(permissions.VIEW)
    columns, before = tables.ask.c, tables.ask.alias("before").c
    is_before = and_(
        before.offering_id == columns.offering_id,
        before.is_redemption,
        before.status == AskStatus.OPEN,
        tuple_(before.price, before.placed_at, before.id)
        < tuple_(columns.price, columns.placed_at, columns.id),
    )
    ahead = select(func.count()).where(is_before).scalar_subquery()
    units_ahead = select(func.sum(before.left_minor)).where(is_before).scalar_subquery()
    wanted = select(
        tables.ask, ahead.label("ahead"), func.coalesce(units_ahead, 0).label("units_ahead")
    ).where(
        columns.seller_id == tx.actor.organisation,
        columns.is_redemption,
        columns.status == AskStatus.OPEN,
    )
    rows = await tx.connection.execute(wanted.order_by(columns.placed_at, columns.id))
    return tuple(
        (to_ask(row), row.ahead, Money(int(row.units_ahead), row.currency)) for row in rows
    )


async def list_traded_offerings(tx: Tx) -> tuple[OfferingId, ...]:
    """Not scoped: those of which something is for sale."""
    columns = tables.ask.c
    wanted = select(columns.offering_id).where(columns.status == AskStatus.OPEN).distinct()
    rows = await tx.connection.execute(wanted.order_by(columns.offering_id))
    return tuple(OfferingId(each) for each in rows.scalars())


async def find_ask(tx: Tx, ask_id: UUID) -> Ask | None:
    row = (
        await tx.connection.execute(select(tables.ask).where(tables.ask.c.id == ask_id))
    ).one_or_none()
    return None if row is None else to_ask(row)


async def lock_ask(tx: Tx, ask_id: UUID) -> Ask:
    wanted = select(tables.ask).where(tables.ask.c.id == ask_id).with_for_update()
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise AskNotFound(ask_id=ask_id)
    return to_ask(row)


async def find_trade(tx: Tx, trade_id: UUID) -> Trade | None:
    row = (
        await tx.connection.execute(select(tables.trade).where(tables.trade.c.id == trade_id))
    ).one_or_none()
    return None if row is None else to_trade(row)


async def lock_trade(tx: Tx, trade_id: UUID) -> Trade:
    wanted = select(tables.trade).where(tables.trade.c.id == trade_id).with_for_update()
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise TradeNotFound(trade_id=trade_id)
    return to_trade(row)


async def list_own_trades(tx: Tx, page: Page) -> Slice[Trade]:
    """Bought and sold, newest first."""
    tx.actor.require(permissions.VIEW)
    columns, own = tables.trade.c, tx.actor.organisation
    wanted = select(tables.trade).where(or_(columns.seller_id == own, columns.buyer_id == own))
    return await read_page(tx, wanted, columns.id, page, to_trade)


async def list_trades_to_settle(tx: Tx) -> list[TradeId]:
    columns = tables.trade.c
    wanted = select(columns.id).where(
        columns.status == TradeStatus.HELD, columns.settles_on <= tx.business_date
    )
    return [TradeId(each) for each in (await tx.connection.execute(wanted)).scalars()]


async def has_unsettled_trades(tx: Tx, offering_id: OfferingId) -> bool:
    columns = tables.trade.c
    wanted = exists().where(columns.offering_id == offering_id, columns.status.in_(UNSETTLED))
    return bool((await tx.connection.execute(select(wanted))).scalar_one())


async def has_unpaid_parts(tx: Tx, offering_id: OfferingId) -> bool:
    whole, part = tables.distribution.c, tables.distribution_part.c
    unpaid = (
        select(part.id)
        .join(tables.distribution, whole.id == part.distribution_id)
        .where(whole.offering_id == offering_id, part.status == "paying")
    )
    return bool((await tx.connection.execute(select(unpaid.exists()))).scalar_one())


async def sum_coming_principal(tx: Tx, holding: Holding) -> Money:
    """What the issuer has ordered and the bank has not paid yet. What ends with an exit is listed
    already."""
    whole, part = tables.distribution.c, tables.distribution_part.c
    wanted = (
        select(func.coalesce(func.sum(part.principal_minor), 0))
        .join(tables.distribution, whole.id == part.distribution_id)
        .where(
            whole.offering_id == holding.offering_id,
            whole.is_exit.is_(False),
            part.investor_id == holding.investor_id,
            part.status == "paying",
        )
    )
    minor = (await tx.connection.execute(wanted)).scalar_one()
    return Money(int(minor), holding.units.currency)


def _to_holding(row: Row[Any], flows: Row[Any] | None) -> Holding:
    def money(minor: int | None) -> Money:
        return Money(int(minor or 0), row.currency)

    return Holding(
        offering_id=OfferingId(row.offering_id),
        investor_id=OrganisationId(row.investor_id),
        units=money(row.units_minor),
        listed=money(row.listed_minor),
        paid=money(None if flows is None else flows.paid),
        received=money(None if flows is None else flows.received),
        income=money(None if flows is None else flows.income),
    )


def _to_line(row: Row[Any]) -> HoldingLine:
    return HoldingLine(
        id=row.id,
        offering_id=OfferingId(row.offering_id),
        investor_id=OrganisationId(row.investor_id),
        kind=LineKind(row.kind),
        units=Money(row.units_minor, row.currency),
        cash=Money(row.cash_minor, row.currency),
        income=Money(row.income_minor, row.currency),
        fee=Money(row.fee_minor, row.currency),
        day=row.day,
    )


def to_ask(row: Row[Any]) -> Ask:
    return Ask(
        id=row.id,
        offering_id=OfferingId(row.offering_id),
        seller_id=OrganisationId(row.seller_id),
        units=Money(row.units_minor, row.currency),
        left=Money(row.left_minor, row.currency),
        price=row.price,
        is_redemption=row.is_redemption,
        status=AskStatus(row.status),
        placed_at=row.placed_at,
    )


def to_trade(row: Row[Any]) -> Trade:
    return Trade(
        id=TradeId(row.id),
        ask_id=row.ask_id,
        offering_id=OfferingId(row.offering_id),
        seller_id=OrganisationId(row.seller_id),
        buyer_id=OrganisationId(row.buyer_id),
        units=Money(row.units_minor, row.currency),
        price=Money(row.price_minor, row.currency),
        accrued=Money(row.accrued_minor, row.currency),
        status=TradeStatus(row.status),
        traded_at=row.traded_at,
        settles_on=row.settles_on,
    )
