"""An investor asks the issuer; the answer is for everybody."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert

from rongqu.events.aftercare import QuestionAsked
from rongqu.infra.policies import read_policy
from rongqu.infra.turns import take_turn
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId
from rongqu.modules.aftercare import permissions, queries, tables
from rongqu.modules.aftercare.errors import TooManyQuestions
from rongqu.modules.aftercare.types import QuestionId
from rongqu.modules.investing.public import get_visible_offering


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuestion:
    id: QuestionId
    offering_id: OfferingId
    text: str


async def ask_question(tx: Tx, new: NewQuestion) -> None:
    tx.actor.require(permissions.TAKE_PART)
    offering = await get_visible_offering(tx, new.offering_id)
    await take_turn(tx, f"aftercare.questions {tx.actor.organisation}")
    most = int(await read_policy(tx, "aftercare.questions_waiting"))
    if await queries.count_waiting(tx, offering.id) >= most:
        raise TooManyQuestions(most=most)

    await tx.connection.execute(
        insert(tables.question).values(
            id=new.id,
            offering_id=offering.id,
            issuer_id=offering.issuer_id,
            asker_id=tx.actor.organisation,
            asked_by=tx.actor.id,
            text=new.text,
            asked_at=tx.now,
        )
    )

    await tx.publish(
        QuestionAsked(
            subject_id=new.id,
            parties=(tx.actor.organisation, offering.issuer_id),
            offering_id=offering.id,
            issuer_id=offering.issuer_id,
            title=offering.title,
        )
    )
