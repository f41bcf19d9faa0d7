"""The issuer answers, once, for everybody to read."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.aftercare import QuestionAnswered
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId
from rongqu.modules.aftercare import permissions, queries, tables
from rongqu.modules.aftercare.errors import AlreadyAnswered, QuestionNotFound
from rongqu.modules.aftercare.types import QuestionId
from rongqu.modules.investing.public import get_visible_offering


async def answer_question(tx: Tx, question_id: QuestionId, answer: str) -> OfferingId:
    tx.actor.require(permissions.REPORT)
    question = await queries.lock_question(tx, question_id)
    if question.issuer_id != tx.actor.organisation:
        raise QuestionNotFound(question_id=question_id)
    if question.answer is not None:
        raise AlreadyAnswered(question_id=question_id)
    offering = await get_visible_offering(tx, question.offering_id)

    await tx.connection.execute(
        update(tables.question)
        .where(tables.question.c.id == question_id)
        .values(answer=answer, answered_by=tx.actor.id, answered_at=tx.now)
    )

    await tx.publish(
        QuestionAnswered(
            subject_id=question_id,
            parties=(question.asker_id, question.issuer_id),
            offering_id=offering.id,
            asker_id=question.asker_id,
            title=offering.title,
        )
    )
    return offering.id
