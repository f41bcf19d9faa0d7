"""Save the memo as its next version; the ones before stay."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import insert

from rongqu.events.diligence import MemoSaved
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.diligence import permissions, queries, rules
from rongqu.modules.diligence import tables as t
from rongqu.modules.diligence.errors import MemoOutdated
from rongqu.modules.diligence.types import MemoSection


async def save_memo(
    tx: Tx, application_id: ApplicationId, based_on: int, sections: Mapping[MemoSection, str]
) -> int:
    """`based_on`: the version that its author opened, 0 for the first. Returns the new one."""
    tx.actor.require(permissions.WORK)
    case = await queries.lock_case(tx, application_id)
    rules.check_open(case)
    memos = await queries.list_memos(tx, case)
    latest = memos[0].version if memos else 0
    if latest != based_on:
        raise MemoOutdated(version=latest)

    await tx.connection.execute(
        insert(t.memo).values(
            application_id=case.application_id,
            version=latest + 1,
            sections={name.value: text for name, text in sections.items()},
            written_by=tx.actor.id,
            written_at=tx.now,
        )
    )

    await tx.publish(
        MemoSaved(
            subject_id=case.application_id, parties=(case.institution_id,), version=latest + 1
        )
    )
    return latest + 1
