"""Every SELECT about plans."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select

from rongqu.infra.tx import Tx
from rongqu.kernel.errors import NotFound
from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.investing import permissions, tables
from rongqu.modules.investing.plans.rules import wants
from rongqu.modules.investing.plans.types import Plan
from rongqu.modules.investing.types import InvestmentKind, Offering


async def get_plan(tx: Tx) -> Plan:
    """The actor's own."""
    tx.actor.require(permissions.VIEW)
    found = await find_plan(tx, tx.actor.organisation)
    if found is None:
        raise NotFound
    return found


async def find_plan(tx: Tx, investor_id: OrganisationId) -> Plan | None:
    """Not scoped: for jobs, and for one's own."""
    wanted = select(tables.plan).where(tables.plan.c.investor_id == investor_id)
    row = (await tx.connection.execute(wanted)).one_or_none()
    return None if row is None else _to_plan(row)


async def lock_plan(tx: Tx, investor_id: OrganisationId) -> Plan:
    wanted = select(tables.plan).where(tables.plan.c.investor_id == investor_id)
    return _to_plan((await tx.connection.execute(wanted.with_for_update())).one())


async def list_plans_in_turn(tx: Tx, offering: Offering) -> tuple[Plan, ...]:
    """Those that want it. Whoever was served longest ago comes first: nobody is always last."""
    columns = tables.plan.c
    wanted = (
        select(tables.plan)
        .where(columns.is_on, columns.spent_minor < columns.budget_minor)
        .order_by(columns.served_at.asc().nulls_first(), columns.investor_id)
    )
    plans = [_to_plan(row) for row in await tx.connection.execute(wanted)]
    return tuple(plan for plan in plans if wants(plan, offering))


async def list_plans_for_queue(tx: Tx, offering: Offering) -> tuple[OrganisationId, ...]:
    """Whose plans take from the redemption queue and want this, in turn."""
    plans = await list_plans_in_turn(tx, offering)
    return tuple(plan.investor_id for plan in plans if plan.takes_redemptions)


def _to_plan(row: Row[Any]) -> Plan:
    def money(minor: int) -> Money:
        return Money(minor, row.currency)

    return Plan(
        investor_id=OrganisationId(row.investor_id),
        is_on=row.is_on,
        each=money(row.each_minor),
        budget=money(row.budget_minor),
        spent=money(row.spent_minor),
        reserve=money(row.reserve_minor),
        highest_class=row.highest_class,
        least_rate=row.least_rate,
        most_months=row.most_months,
        kinds=tuple(InvestmentKind(each) for each in row.kinds),
        takes_redemptions=row.takes_redemptions,
        served_at=row.served_at,
        changed_at=row.changed_at,
    )
