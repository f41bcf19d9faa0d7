"""A member votes, once, with the reason."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.diligence import VoteCast
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.diligence import permissions, queries, rules
from rongqu.modules.diligence import tables as t
from rongqu.modules.diligence.types import BallotId, Choice


async def cast_vote(
    tx: Tx, application_id: ApplicationId, ballot_id: BallotId, choice: Choice, reason: str
) -> None:
    tx.actor.require(permissions.VOTE)
    case = await queries.lock_case(tx, application_id)
    rules.check_open(case)
    ballot = await queries.lock_ballot(tx, case, ballot_id)
    rules.check_can_vote(ballot, tx.actor.id)

    await tx.connection.execute(
        insert(t.vote).values(
            ballot_id=ballot.id,
            member_id=tx.actor.id,
            choice=choice,
            reason=reason,
            cast_at=tx.now,
        )
    )

    await tx.publish(
        VoteCast(
            subject_id=case.application_id,
            parties=(case.institution_id,),
            ballot_id=ballot.id,
            choice=choice,
        )
    )
