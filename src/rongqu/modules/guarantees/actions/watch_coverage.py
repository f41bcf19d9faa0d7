"""Hold what agreements have against the bad debt of the book, and say when it crosses its line."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.guarantees import CoverageFell, CoverageRestored
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.guarantees import queries, tables
from rongqu.modules.guarantees.types import Coverage
from rongqu.modules.ledger.public import PLATFORM


async def watch_coverage(tx: Tx, day: date) -> None:
    """Internal: the handler of a closed day calls it. Safe to repeat: a day is looked at once, and
    only the first day below the line, or above it again, is told."""
    was_below = await _was_below(tx, day)
    coverage = await queries.read_coverage(tx)
    if not await _note(tx, day, coverage) or coverage.is_below is was_below:
        return

    fact = CoverageFell if coverage.is_below else CoverageRestored
    await tx.publish(
        fact(
            subject_id=PLATFORM,
            parties=await _listeners(tx),
            held=coverage.held,
            bad=coverage.bad,
            line=str(coverage.line),
        )
    )


async def _was_below(tx: Tx, day: date) -> bool:
    columns = tables.coverage_day.c
    last = select(columns.is_below).where(columns.day < day).order_by(columns.day.desc()).limit(1)
    return bool((await tx.connection.execute(last)).scalar_one_or_none())


async def _note(tx: Tx, day: date, coverage: Coverage) -> bool:
    noted = await tx.connection.execute(
        insert(tables.coverage_day)
        .values(
            day=day,
            currency=coverage.held.currency,
            held_minor=coverage.held.minor,
            bad_minor=coverage.bad.minor,
            line=coverage.line,
            is_below=coverage.is_below,
        )
        .on_conflict_do_nothing()
    )
    return noted.rowcount == 1


async def _listeners(tx: Tx) -> tuple[OrganisationId, ...]:
    """Whoever has made agreements."""
    made_for = select(tables.agreement.c.proposed_for).distinct().order_by("proposed_for")
    return tuple(OrganisationId(each) for each in (await tx.connection.execute(made_for)).scalars())
