"""The time to vote is over: count, and tell everybody."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, update

from rongqu.events.aftercare import BallotClosed
from rongqu.infra.tx import Tx
from rongqu.modules.aftercare import queries, rules, tables
from rongqu.modules.aftercare.types import BallotId
from rongqu.modules.investing.public import get_offering


async def close_ballot(tx: Tx, ballot_id: BallotId) -> None:
    """Internal: only the job calls it. Counted once."""
    ballot = await queries.lock_ballot(tx, ballot_id)
    if ballot.outcome is not None or tx.now < ballot.closes_at:
        return
    votes = await _count(tx, ballot_id)
    cast = [(row.choice, row.units_minor) for row in votes if row.choice is not None]
    outcome = rules.decide(ballot, cast)

    await tx.connection.execute(
        update(tables.ballot)
        .where(tables.ballot.c.id == ballot_id)
        .values(closed_at=tx.now, tally=list(outcome.tally), chosen=outcome.chosen)
    )

    offering = await get_offering(tx, ballot.offering_id)
    await tx.publish(
        BallotClosed(
            subject_id=ballot_id,
            parties=(ballot.issuer_id, *sorted(row.investor_id for row in votes)),
            offering_id=offering.id,
            title=offering.title,
            chosen=outcome.chosen,
        )
    )


async def _count(tx: Tx, ballot_id: BallotId) -> Sequence[Row[UUID, int | None, int]]:
    """Waits for every vote that is being cast, and lets no more in."""
    columns = tables.vote.c
    counted = (
        update(tables.vote)
        .where(columns.ballot_id == ballot_id)
        .values(is_counted=True)
        .returning(columns.investor_id, columns.choice, columns.units_minor)
    )
    return (await tx.connection.execute(counted)).all()
