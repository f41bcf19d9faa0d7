"""A loan's category, and what makes it so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.modules.servicing.days import tables
from rongqu.modules.servicing.days.types import Category, Trigger
from rongqu.modules.servicing.errors import TriggerNotFound
from rongqu.modules.servicing.quality.types import LoanTrigger, Standing
from rongqu.modules.servicing.types import Loan

TRIGGER, OVERRIDE = tables.loan_trigger.c, tables.category_override.c


async def read_standing(tx: Tx, loan: Loan) -> Standing:
    columns = tables.classification.c
    known = select(tables.classification).where(columns.loan_id == loan.id)
    row = (await tx.connection.execute(known)).one_or_none()
    override = await find_override(tx, loan)
    return Standing(
        category=Category.NORMAL if row is None else Category(row.category),
        cause=None if row is None else row.cause,
        since=None if row is None else row.since,
        override=None if override is None else Category(override.category),
        override_reason=None if override is None else override.reason,
        triggers=await list_triggers(tx, loan),
    )


async def find_override(tx: Tx, loan: Loan) -> Row[Any] | None:
    holding = select(tables.category_override).where(
        OVERRIDE.loan_id == loan.id, OVERRIDE.lifted_on.is_(None)
    )
    return (await tx.connection.execute(holding)).one_or_none()


async def list_triggers(tx: Tx, loan: Loan) -> tuple[LoanTrigger, ...]:
    """Those that are on."""
    on = select(tables.loan_trigger).where(TRIGGER.loan_id == loan.id, TRIGGER.lifted_on.is_(None))
    found = await tx.connection.execute(on.order_by(TRIGGER.noted_on, TRIGGER.id))
    return tuple(
        LoanTrigger(id=row.id, kind=Trigger(row.kind), note=row.note, noted_on=row.noted_on)
        for row in found
    )


async def get_trigger(tx: Tx, loan: Loan, trigger_id: UUID) -> LoanTrigger:
    for trigger in await list_triggers(tx, loan):
        if trigger.id == trigger_id:
            return trigger
    raise TriggerNotFound(trigger_id=trigger_id)


async def read_least_category(tx: Tx, loan: Loan) -> Category:
    """The worst of what days past due and triggers say today."""
    late = [category for category in Category if category is not Category.NORMAL]
    keys = [f"servicing.{category}_days" for category in late]
    triggers = [trigger.kind for trigger in await list_triggers(tx, loan)]
    policies = await read_policies_on(
        tx, [*keys, *(f"servicing.trigger_{kind}" for kind in triggers)], tx.business_date
    )
    days = loan.lateness.days_on(tx.business_date)
    by_days = [category.rank for category in late if days >= policies[f"servicing.{category}_days"]]
    by_trigger = [int(policies[f"servicing.trigger_{kind}"]) for kind in triggers]
    return list(Category)[max([1, *by_days, *by_trigger]) - 1]
