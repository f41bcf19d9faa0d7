"""Take a case of collection, or give it to a colleague."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.collections import CaseAssigned
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.modules.collections import permissions, queries, rules, tables
from rongqu.modules.collections.types import Case


async def assign_case(tx: Tx, case_id: UUID, to: UserId) -> Case:
    tx.actor.require(permissions.COLLECT)
    found = await queries.lock_case(tx, case_id)
    rules.check_open(found)

    await tx.connection.execute(
        update(tables.collection_case)
        .where(tables.collection_case.c.id == found.id)
        .values(assigned_to=to)
    )

    await tx.publish(
        CaseAssigned(
            subject_id=found.loan_id,
            parties=(tx.actor.organisation,),
            case_id=found.id,
            assigned_to=to,
        )
    )
    return await queries.get_case(tx, found.id)
