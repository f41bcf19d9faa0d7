"""The changes that several actions make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.dialects.postgresql import insert as upsert

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId, OrganisationId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.investing import queries, tables
from rongqu.modules.investing.types import LineKind, Subscription


async def change_subscription(tx: Tx, known: Subscription, **values: Any) -> Subscription:
    """Of one that is locked."""
    columns = tables.subscription.c
    changed = await tx.connection.execute(
        update(tables.subscription)
        .where(columns.id == known.id)
        .values(**values)
        .returning(*columns)
    )
    return queries.to_subscription(changed.one())


async def change_offering(tx: Tx, offering_id: OfferingId, **values: Any) -> None:
    """Of one that is locked."""
    await tx.connection.execute(
        update(tables.offering).where(tables.offering.c.id == offering_id).values(**values)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What happens to one holding: principal, money, the income in it, and the management fee that
    was taken before."""

    offering_id: OfferingId
    investor_id: OrganisationId
    kind: LineKind
    units: Money
    cash: Money
    income: Money
    line_id: UUID | None = None
    fee: Money | None = None


async def move_holding(tx: Tx, move: Move, *, unlist: int = 0) -> None:
    """Line and holding together: a holding is the sum of its lines. `unlist`: how much less of it
    is for sale."""
    await tx.connection.execute(
        insert(tables.holding_line).values(
            id=move.line_id or new_id(),
            offering_id=move.offering_id,
            investor_id=move.investor_id,
            kind=move.kind,
            currency=move.cash.currency,
            units_minor=move.units.minor,
            cash_minor=move.cash.minor,
            income_minor=move.income.minor,
            fee_minor=0 if move.fee is None else move.fee.minor,
            day=tx.business_date,
        )
    )
    columns = tables.holding.c
    if move.units.minor < 0:
        await tx.connection.execute(
            update(tables.holding)
            .where(columns.offering_id == move.offering_id, columns.investor_id == move.investor_id)
            .values(
                units_minor=columns.units_minor + move.units.minor,
                listed_minor=columns.listed_minor - unlist,
            )
        )
        return
    await tx.connection.execute(
        upsert(tables.holding)
        .values(
            offering_id=move.offering_id,
            investor_id=move.investor_id,
            currency=move.cash.currency,
            units_minor=move.units.minor,
            listed_minor=0,
        )
        .on_conflict_do_update(
            index_elements=["offering_id", "investor_id"],
            set_={"units_minor": columns.units_minor + move.units.minor},
        )
    )
