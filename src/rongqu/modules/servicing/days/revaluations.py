"""What a change of a loan in the course of a day does to what was accrued, booked at once.

Income of a loan is in the books when a day's end has accrued it. Whoever pays it afterwards, lets
it off or writes it off changes what is still receivable; the next day's end would find that by
difference, and until then the payment's income would stand beside the accrued one. So the loan's
stock is computed anew as of the last day's end, and the difference to what was booked is booked
with the change itself. The day's end that comes next takes these differences as booked.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, insert, select

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EntryId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.ledger.public import Entry, post_entries
from rongqu.modules.servicing.days import tables
from rongqu.modules.servicing.days.phases.accrual import EARNED
from rongqu.modules.servicing.days.phases.penalties import ACCRUED
from rongqu.modules.servicing.days.statements import closing_statement
from rongqu.modules.servicing.days.types import Phase, Stock
from rongqu.modules.servicing.days.valuations import postings_of
from rongqu.modules.servicing.queries import read_late_until
from rongqu.modules.servicing.types import Loan

PHASE = tables.day_phase.c
VALUED_BY = {Stock.INTEREST: Phase.ACCRUAL, Stock.PENALTY: Phase.PENALTIES}
"""The stocks that a payment takes from, and the phase that has booked them last."""

NOW = {
    Stock.INTEREST: f"""
        SELECT coalesce(sum(plan.earned - plan.paid), 0) AS minor
        FROM servicing.loan JOIN ({EARNED}) AS plan ON plan.loan_id = loan.id
        WHERE loan.id = :loan AND loan.status <> 'written_off'
    """,  # nosec B608 # our own names
    Stock.PENALTY: f"""
        SELECT coalesce(sum(late.accrued - late.paid), 0) AS minor
        FROM ({ACCRUED}) AS late WHERE late.loan_id = :loan
    """,  # nosec B608 # our own names
}
THEN = {
    Stock.INTEREST: "SELECT coalesce(sum(earned_minor - paid_minor), 0) AS minor"
    " FROM servicing.accrual WHERE business_date = :day AND loan_id = :loan",
    Stock.PENALTY: "SELECT coalesce(sum(accrued_minor - paid_minor), 0) AS minor"
    " FROM servicing.penalty WHERE business_date = :day AND loan_id = :loan",
}
SINCE = """
    SELECT coalesce(sum(change_minor), 0) AS minor FROM servicing.revaluation
    WHERE loan_id = :loan AND kind = :kind AND valued_on IS NULL
"""
CHANGES = {
    kind: closing_statement(
        f"SELECT (now.minor - former.minor - since.minor)::bigint FROM ({NOW[kind]}) AS now,"  # nosec B608 # our own names
        f" ({THEN[kind]}) AS former, ({SINCE}) AS since"
    )
    for kind in VALUED_BY
}


async def revalue(tx: Tx, loan: Loan) -> None:
    """Internal; after a fact was recorded or taken back, under the loan's lock."""
    for kind, day in (await _days_valued(tx)).items():
        await _revalue(tx, loan, kind, day)


async def _days_valued(tx: Tx) -> dict[Stock, date]:
    """Of each stock the last day that has booked it."""
    last = (
        select(PHASE.phase, func.max(PHASE.day).label("day"))
        .where(PHASE.phase.in_(VALUED_BY.values()), PHASE.finished_at.is_not(None))
        .group_by(PHASE.phase)
    )
    days = {row.phase: row.day for row in await tx.connection.execute(last)}
    return {kind: days[phase] for kind, phase in VALUED_BY.items() if phase in days}


async def _revalue(tx: Tx, loan: Loan, kind: Stock, day: date) -> None:
    as_of = day + timedelta(days=1)
    given = {"loan": loan.id, "kind": kind.value, "day": day, "as_of": as_of}
    if kind is Stock.PENALTY:
        given["late_until"] = await read_late_until(tx, as_of)
    minor = (await tx.connection.execute(CHANGES[kind], given)).scalar_one()
    if minor == 0:
        return
    change = Money(minor, loan.principal.currency)
    entry_id = EntryId(new_id())
    await tx.connection.execute(
        insert(tables.revaluation).values(
            id=entry_id,
            loan_id=loan.id,
            institution_id=loan.institution_id,
            kind=kind,
            currency=change.currency,
            change_minor=change.minor,
            day=tx.business_date,
        )
    )
    entry = Entry(
        id=entry_id,
        reference=f"servicing.{kind}_revalued:{entry_id}",
        postings=postings_of(kind, loan.institution_id, change),
    )
    await post_entries(tx, [entry])
