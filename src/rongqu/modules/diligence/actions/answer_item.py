"""Answer an item of the checklist; a later answer replaces it, and both are on record."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.diligence import ItemAnswered
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.diligence import permissions, queries, rules
from rongqu.modules.diligence import tables as t
from rongqu.modules.diligence.types import ItemResult


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswer:
    item: str
    result: ItemResult
    note: str


async def answer_item(tx: Tx, application_id: ApplicationId, new: NewAnswer) -> None:
    tx.actor.require(permissions.WORK)
    case = await queries.lock_case(tx, application_id)
    rules.check_open(case)
    rules.check_item(case.product_kind, new.item)

    said = {
        "result": new.result,
        "note": new.note,
        "answered_by": tx.actor.id,
        "answered_at": tx.now,
    }
    await tx.connection.execute(
        insert(t.answer)
        .values(application_id=case.application_id, item=new.item, **said)
        .on_conflict_do_update(index_elements=["application_id", "item"], set_=said)
    )

    await tx.publish(
        ItemAnswered(
            subject_id=case.application_id,
            parties=(case.institution_id,),
            item=new.item,
            result=new.result,
        )
    )
