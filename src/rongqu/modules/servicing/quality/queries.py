"""How good the book is: categories of single loans, roll rates and vintages of all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.servicing.days import tables
from rongqu.modules.servicing.days.types import Category, Trigger
from rongqu.modules.servicing.errors import TriggerNotFound
from rongqu.modules.servicing.quality.types import (
    LoanTrigger,
    PortfolioQuality,
    Roll,
    Standing,
    VintagePoint,
)
from rongqu.modules.servicing.queries import CURRENCY
from rongqu.modules.servicing.types import Loan

TRIGGER, OVERRIDE = tables.loan_trigger.c, tables.category_override.c
ROLL, VINTAGE = tables.roll.c, tables.vintage.c


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


async def read_quality(tx: Tx) -> PortfolioQuality:
    """As of the last day's end: rolls since the month before, vintages at the end of each month."""
    latest = (await tx.connection.execute(select(func.max(VINTAGE.business_date)))).scalar_one()
    rolls = (
        await tx.connection.execute(
            select(tables.roll)
            .where(ROLL.business_date == latest)
            .order_by(ROLL.from_bucket, ROLL.to_bucket)
        )
    ).all()
    month = func.date_trunc("month", VINTAGE.business_date)
    ends = select(func.max(VINTAGE.business_date)).group_by(month).scalar_subquery()
    points = await tx.connection.execute(
        select(tables.vintage)
        .where(VINTAGE.business_date.in_(ends))
        .order_by(VINTAGE.opened_month, VINTAGE.business_date)
    )
    return PortfolioQuality(
        as_of=latest,
        since=rolls[0].since if rolls else None,
        rolls=tuple(_to_roll(row) for row in rolls),
        vintages=tuple(_to_point(row) for row in points),
    )


def _to_roll(row: Row[Any]) -> Roll:
    return Roll(
        from_bucket=row.from_bucket,
        to_bucket=row.to_bucket,
        loans=row.loans,
        outstanding=Money(row.outstanding_minor, CURRENCY),
    )


def _to_point(row: Row[Any]) -> VintagePoint:
    day, opened = row.business_date, row.opened_month
    return VintagePoint(
        opened_month=opened,
        months=12 * (day.year - opened.year) + day.month - opened.month,
        loans=row.loans,
        principal=Money(row.principal_minor, CURRENCY),
        late=Money(row.late_minor, CURRENCY),
        bad=Money(row.bad_minor, CURRENCY),
    )
