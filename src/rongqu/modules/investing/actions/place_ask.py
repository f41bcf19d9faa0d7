"""Offer a part of a holding for sale."""

from __future__ import annotations

from sqlalchemy import insert, update

from rongqu.events.investing import AskPlaced
from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.modules.investing import permissions, queries, tables
from rongqu.modules.investing.errors import AskNotOpen, NotActive
from rongqu.modules.investing.market import rules
from rongqu.modules.investing.market.queries import (
    find_ask,
    lock_holding,
    sum_coming_principal,
)
from rongqu.modules.investing.market.types import Ask, AskStatus, NewAsk
from rongqu.modules.investing.types import OfferingStatus

LOWEST, HIGHEST = "investing.transfer_lowest_price", "investing.transfer_highest_price"


async def place_ask(tx: Tx, wished: NewAsk) -> Ask:
    """Of the actor's own holding. What is for sale cannot be offered twice. The price of a
    redemption is the caller's, by the policy."""
    tx.actor.require(permissions.INVEST)
    holding = await lock_holding(tx, wished.offering_id, tx.actor.organisation)
    if (known := await find_ask(tx, wished.id)) is not None:
        if (known.units, known.is_redemption) != (wished.units, wished.is_redemption):
            raise AskNotOpen(status=known.status, left=known.left)
        if not wished.is_redemption and known.price != wished.price:
            raise AskNotOpen(status=known.status, left=known.left)
        return known
    offering = await queries.get_offering(tx, wished.offering_id)
    if offering.status is not OfferingStatus.ACTIVE:
        raise NotActive(status=offering.status)
    if not wished.is_redemption:
        bounds = await read_policies_on(tx, (LOWEST, HIGHEST), tx.business_date)
        rules.check_price(wished.price, bounds[LOWEST], bounds[HIGHEST])
    coming = await sum_coming_principal(tx, holding)
    rules.check_may_list(holding, wished.units, coming)

    placed = Ask(
        id=wished.id,
        offering_id=wished.offering_id,
        units=wished.units,
        price=wished.price,
        is_redemption=wished.is_redemption,
        seller_id=holding.investor_id,
        left=wished.units,
        status=AskStatus.OPEN,
        placed_at=tx.now,
    )
    await _insert(tx, placed)
    columns = tables.holding.c
    await tx.connection.execute(
        update(tables.holding)
        .where(
            columns.offering_id == holding.offering_id,
            columns.investor_id == holding.investor_id,
        )
        .values(listed_minor=columns.listed_minor + wished.units.minor)
    )

    await tx.publish(
        AskPlaced(
            subject_id=placed.id,
            parties=(placed.seller_id,),
            offering_id=placed.offering_id,
            units=placed.units,
        )
    )
    return placed


async def _insert(tx: Tx, placed: Ask) -> None:
    await tx.connection.execute(
        insert(tables.ask).values(
            id=placed.id,
            offering_id=placed.offering_id,
            seller_id=placed.seller_id,
            currency=placed.units.currency,
            units_minor=placed.units.minor,
            left_minor=placed.left.minor,
            price=placed.price,
            is_redemption=placed.is_redemption,
            status=placed.status,
            placed_at=placed.placed_at,
        )
    )
