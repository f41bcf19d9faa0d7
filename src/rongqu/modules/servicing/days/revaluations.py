"""What a change of a loan in the course of a day does to what was accrued, booked at once.

Income of a loan is in the books when a day's end has accrued it. Whoever pays it afterwards, lets
it off or writes it off changes what is still receivable; the next day's end would find that by
difference, and until then the payment's income would stand beside the accrued one. So the loan's
stock is computed anew as of the last day's end, and the difference to what was booked is booked
with the change itself. The day's end that comes next takes these differences as booked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.ledger.public import Entry, post_entries
from rongqu.modules.servicing.days import tables
from rongqu.modules.servicing.days.phases.accrual import EARNED_AMONG
from rongqu.modules.servicing.days.phases.penalties import ACCRUED
from rongqu.modules.servicing.days.statements import closing_statement
from rongqu.modules.servicing.days.types import Phase, Stock
from rongqu.modules.servicing.days.valuations import postings_of
from rongqu.modules.servicing.queries import read_late_until

PHASE = tables.day_phase.c
VALUED_BY = {Stock.INTEREST: Phase.ACCRUAL, Stock.PENALTY: Phase.PENALTIES}
"""The stocks that a payment takes from, and the phase that has booked them last."""

NOW = {
    Stock.INTEREST: f"""
        SELECT plan.loan_id, plan.earned - plan.paid AS minor
        FROM ({EARNED_AMONG.format(among="AND loan_id = ANY(:loans)")}) AS plan
        JOIN servicing.loan ON loan.id = plan.loan_id WHERE loan.status <> 'written_off'
    """,  # nosec B608 # our own names
    Stock.PENALTY: f"""
        SELECT late.loan_id, sum(late.accrued - late.paid) AS minor
        FROM ({ACCRUED}) AS late WHERE late.loan_id = ANY(:loans) GROUP BY late.loan_id
    """,  # nosec B608 # our own names
}
THEN = {
    Stock.INTEREST: "SELECT loan_id, earned_minor - paid_minor AS minor FROM servicing.accrual"
    " WHERE business_date = :day AND loan_id = ANY(:loans)",
    Stock.PENALTY: "SELECT loan_id, sum(accrued_minor - paid_minor) AS minor"
    " FROM servicing.penalty WHERE business_date = :day AND loan_id = ANY(:loans) GROUP BY loan_id",
}
CHANGES = """
    WITH change AS (
        SELECT loan.id, loan.institution_id, loan.currency,
               CAST(coalesce(now.minor, 0) - coalesce(former.minor, 0) - coalesce(since.minor, 0)
                   AS bigint) AS minor
        FROM servicing.loan
        LEFT JOIN ({now}) AS now ON now.loan_id = loan.id
        LEFT JOIN ({then}) AS former ON former.loan_id = loan.id
        LEFT JOIN (
            SELECT loan_id, sum(change_minor) AS minor FROM servicing.revaluation
            WHERE loan_id = ANY(:loans) AND kind = CAST(:kind AS text) AND valued_on IS NULL
            GROUP BY loan_id
        ) AS since ON since.loan_id = loan.id
        WHERE loan.id = ANY(:loans)
    ), made AS (
        INSERT INTO servicing.revaluation (id, loan_id, institution_id, kind, currency,
                                           change_minor, day, reference)
        SELECT uuidv7(), id, institution_id, CAST(:kind AS text), currency, minor, :today,
               format('servicing.%s_revalued:%s.%s.%s', CAST(:kind AS text), CAST(:once AS text),
                      institution_id, currency)
        FROM change WHERE minor <> 0
        RETURNING institution_id, currency, change_minor, reference
    )
    SELECT institution_id, currency, reference, sum(change_minor)::bigint AS change_minor
    FROM made GROUP BY institution_id, currency, reference
"""
STATEMENTS = {
    kind: closing_statement(CHANGES.format(now=NOW[kind], then=THEN[kind])) for kind in VALUED_BY
}


async def revalue(tx: Tx, loans: Sequence[LoanId]) -> None:
    """Internal; after facts were recorded or taken back, under the loans' locks."""
    for kind, day in (await _days_valued(tx)).items():
        await _revalue(tx, loans, kind, day)


async def _days_valued(tx: Tx) -> dict[Stock, date]:
    """Of each stock the last day that has booked it."""
    last = (
        select(PHASE.phase, func.max(PHASE.day).label("day"))
        .where(PHASE.phase.in_(VALUED_BY.values()), PHASE.finished_at.is_not(None))
        .group_by(PHASE.phase)
    )
    days = {row.phase: row.day for row in await tx.connection.execute(last)}
    return {kind: days[phase] for kind, phase in VALUED_BY.items() if phase in days}


async def _revalue(tx: Tx, loans: Sequence[LoanId], kind: Stock, day: date) -> None:
    as_of = day + timedelta(days=1)
    given = {"loans": list(loans), "kind": kind.value, "day": day, "as_of": as_of}
    given |= {"today": tx.business_date, "once": str(new_id())}
    if kind is Stock.PENALTY:
        given["late_until"] = await read_late_until(tx, as_of)
    changed = (await tx.connection.execute(STATEMENTS[kind], given)).all()
    entries = [
        Entry(reference=row.reference, postings=postings_of(kind, row.institution_id, change))
        for row in changed
        if (change := Money(row.change_minor, row.currency)).minor
    ]
    await post_entries(tx, entries)
