"""Record what a peer has said about a thing, or that it has said nothing."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from rongqu.events.collateral import PeerAnswered
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.modules.collateral import queries, tables
from rongqu.modules.collateral.types import PeerState, Question

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)


async def record_peer_answer(tx: Tx, question: Question, answer: PeerState, reason: str) -> None:
    """Internal: only the job that has asked calls it. A peer's word stands: nothing that comes
    later, from whoever asked at the same time, changes it. Silence is not a word."""
    found = await queries.lock_question(tx, question)
    if found.state in PeerState.final():
        return

    attempts = found.attempts + 1
    is_word = answer in PeerState.final()
    most = int(await read_policy(tx, "collateral.peer_attempts"))
    wait = min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
    columns = tables.peer_question.c
    await tx.connection.execute(
        update(tables.peer_question)
        .where(
            columns.item_id == question.item_id,
            columns.peer == question.peer,
            columns.occasion == question.occasion,
        )
        .values(
            state=answer,
            reason=None if is_word else reason,
            attempts=attempts,
            answered_at=tx.now if is_word else None,
            next_at=None if is_word or attempts >= most else tx.now + wait,
        )
    )

    if answer is not found.state:
        await tx.publish(
            PeerAnswered(
                subject_id=found.application_id,
                parties=(found.lender_id,),
                enterprise_id=found.owner_id,
                institution_id=found.lender_id,
                item_id=question.item_id,
                kind=found.kind,
                peer=question.peer,
                occasion=question.occasion,
                answer=answer,
            )
        )
