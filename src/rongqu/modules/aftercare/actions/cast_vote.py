"""A holder votes, once."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.aftercare import VoteCast
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId
from rongqu.modules.aftercare import permissions, queries, rules, tables
from rongqu.modules.aftercare.errors import AlreadyVoted, BallotClosed, NoVote
from rongqu.modules.aftercare.types import BallotId


async def cast_vote(tx: Tx, ballot_id: BallotId, choice: int) -> OfferingId:
    """The row of the vote decides: two colleagues at once cast it once, and whoever comes while it
    is counted comes too late."""
    tx.actor.require(permissions.TAKE_PART)
    ballot = await queries.get_ballot(tx, ballot_id)
    rules.check_can_vote(ballot, choice, tx.now)
    if ballot.own_units is None:
        raise NoVote

    columns = tables.vote.c
    cast = await tx.connection.execute(
        update(tables.vote)
        .where(
            columns.ballot_id == ballot_id,
            columns.investor_id == tx.actor.organisation,
            columns.choice.is_(None),
            ~columns.is_counted,
        )
        .values(choice=choice, cast_by=tx.actor.id, cast_at=tx.now)
    )
    if cast.rowcount == 0:
        ballot = await queries.get_ballot(tx, ballot_id)
        raise BallotClosed if ballot.own_choice is None else AlreadyVoted(choice=ballot.own_choice)

    await tx.publish(
        VoteCast(subject_id=ballot_id, parties=(tx.actor.organisation,), units=ballot.own_units)
    )
    return ballot.offering_id
