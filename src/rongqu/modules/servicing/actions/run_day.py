"""Run the day: accrue penalty interest, find who is late, give notice of what falls due."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Date, Numeric, func, insert, literal, literal_column, select, update

from rongqu.events.servicing import DayRunCompleted, InstalmentDue
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.kernel.money import Money, Rounding
from rongqu.modules.servicing import permissions, queries, tables
from rongqu.modules.servicing.actions._lateness import (
    is_late,
    refresh_lateness,
    tell_cured,
    tell_overdue,
)
from rongqu.modules.servicing.queries import CURRENCY
from rongqu.modules.servicing.types import DayRun

LINE, LOAN = tables.instalment.c, tables.loan.c


async def run_day(tx: Tx) -> DayRun:
    """For the business date, once: run again it answers what the first run did.

    In sets: a handful of statements, however many loans there are. A day that was left out is
    made up for, because penalty accrues from where it stopped.
    """
    tx.actor.require(permissions.END_DAY)
    earlier = await queries.find_day_run(tx, tx.business_date)
    if earlier is not None:
        return earlier

    late_until = await queries.read_late_until(tx, tx.business_date)
    await _lock_late(tx, late_until)
    accrued = await _accrue_penalty(tx, late_until)
    worsened, cured = await refresh_lateness(tx, late_until)
    run = await _note_run(tx, accrued)

    for each in worsened:
        await tell_overdue(tx, each)
    for loan in cured:
        await tell_cured(tx, loan)
    for notice in await _take_notices(tx):
        await tx.publish(notice)
    await tx.publish(
        DayRunCompleted(
            subject_id=new_id(),
            business_date=run.business_date,
            late_loans=run.late_loans,
            accrued=run.accrued,
        )
    )
    return run


async def _lock_late(tx: Tx, late_until: date) -> None:
    """Loans before their instalments, as repayments do, so that nobody waits in a circle."""
    late = select(LINE.loan_id).where(is_late(late_until))
    await tx.connection.execute(
        select(LOAN.id).where(LOAN.id.in_(late)).order_by(LOAN.id).with_for_update()
    )


async def _accrue_penalty(tx: Tx, late_until: date) -> Money:
    """On late principal, for the days since the last accrual; unrounded, so that no day loses."""
    today = literal(tx.business_date, Date())
    through = func.coalesce(LINE.penalty_through, LINE.due_on)
    daily = (LINE.principal_minor - LINE.principal_paid_minor) * LOAN.penalty_daily_rate
    accrued = (
        update(tables.instalment)
        .where(LOAN.id == LINE.loan_id, is_late(late_until), through < today)
        .values(
            penalty_exact=LINE.penalty_exact + daily * (today - through),
            penalty_through=tx.business_date,
        )
        .returning(literal_column("new.penalty_exact - old.penalty_exact", Numeric).label("added"))
        .cte("accrued")
    )
    total = await tx.connection.execute(select(func.coalesce(func.sum(accrued.c.added), 0)))
    return Money(1, CURRENCY).times(Decimal(total.scalar_one()), Rounding.HALF_EVEN)


async def _note_run(tx: Tx, accrued: Money) -> DayRun:
    late = select(func.count()).select_from(tables.loan).where(LOAN.late_since.is_not(None))
    run = DayRun(
        business_date=tx.business_date,
        ran_at=tx.now,
        late_loans=(await tx.connection.execute(late)).scalar_one(),
        accrued=accrued,
    )
    await tx.connection.execute(
        insert(tables.day_run).values(
            business_date=run.business_date,
            ran_at=run.ran_at,
            late_loans=run.late_loans,
            accrued_minor=run.accrued.minor,
            currency=run.accrued.currency,
        )
    )
    return run


async def _take_notices(tx: Tx) -> list[InstalmentDue]:
    """Each instalment is announced once, some days before it falls due."""
    days = int(await read_policy(tx, "servicing.due_notice_days"))
    announced = await tx.connection.execute(
        update(tables.instalment)
        .where(LOAN.id == LINE.loan_id, LINE.paid_on.is_(None), LINE.noticed_on.is_(None))
        .where(LINE.due_on.between(tx.business_date, tx.business_date + timedelta(days=days)))
        .values(noticed_on=tx.business_date)
        .returning(
            *tables.instalment.c, LOAN.application_id, LOAN.enterprise_id, LOAN.institution_id
        )
    )
    return [
        InstalmentDue(
            subject_id=row.loan_id,
            parties=(row.enterprise_id, row.institution_id),
            application_id=row.application_id,
            enterprise_id=row.enterprise_id,
            institution_id=row.institution_id,
            number=row.number,
            due_on=row.due_on,
            amount=queries.to_instalment(row).amount,
        )
        for row in announced
    ]
