"""Call a committee together on an amount; its members read the latest memo."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.diligence import CommitteeCalled
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.diligence import permissions, queries, rules
from rongqu.modules.diligence import tables as t
from rongqu.modules.diligence.errors import BallotOpen, MemoMissing
from rongqu.modules.diligence.types import BallotStatus, Case, NewBallot
from rongqu.modules.identity.public import list_members


async def call_committee(tx: Tx, application_id: ApplicationId, new: NewBallot) -> None:
    """Quorum and majority stay for this vote what policy says today."""
    tx.actor.require(permissions.CALL)
    case = await queries.lock_case(tx, application_id)
    rules.check_open(case)
    quorum = int(await read_policy(tx, "diligence.committee_quorum"))
    house = await list_members(tx, case.institution_id)
    rules.check_committee(new, [member.user_id for member in house], quorum)
    memos = await queries.list_memos(tx, case)
    if not memos:
        raise MemoMissing(application_id=case.application_id)

    await _insert(tx, case, new, quorum, memos[0].version)
    await tx.publish(
        CommitteeCalled(
            subject_id=case.application_id,
            parties=(case.institution_id,),
            ballot_id=new.id,
            amount=new.amount,
            members=tuple(new.members),
            memo_version=memos[0].version,
        )
    )


async def _insert(tx: Tx, case: Case, new: NewBallot, quorum: int, memo_version: int) -> None:
    made = await tx.connection.execute(
        insert(t.ballot)
        .values(
            id=new.id,
            application_id=case.application_id,
            amount_minor=new.amount.minor,
            currency=new.amount.currency,
            question=new.question,
            memo_version=memo_version,
            members=list(new.members),
            chair_id=new.chair_id,
            quorum=quorum,
            majority=await read_policy(tx, "diligence.committee_majority"),
            status=BallotStatus.OPEN,
            called_by=tx.actor.id,
            called_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    if made.rowcount == 0:
        raise BallotOpen(application_id=case.application_id)
