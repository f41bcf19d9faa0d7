"""The chair closes the vote once enough have voted; the count decides."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.diligence import BallotClosed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.diligence import permissions, queries, rules
from rongqu.modules.diligence import tables as t
from rongqu.modules.diligence.types import BallotId, BallotStatus


async def close_ballot(tx: Tx, application_id: ApplicationId, ballot_id: BallotId) -> None:
    tx.actor.require(permissions.VOTE)
    case = await queries.lock_case(tx, application_id)
    rules.check_open(case)
    ballot = await queries.lock_ballot(tx, case, ballot_id)
    rules.check_can_close(ballot, tx.actor.id)

    outcome = rules.outcome_of(ballot)
    await tx.connection.execute(
        update(t.ballot).where(t.ballot.c.id == ballot.id).values(status=outcome, ended_at=tx.now)
    )

    await tx.publish(
        BallotClosed(
            subject_id=case.application_id,
            parties=(case.institution_id,),
            ballot_id=ballot.id,
            is_passed=outcome is BallotStatus.PASSED,
            amount=ballot.amount,
        )
    )
