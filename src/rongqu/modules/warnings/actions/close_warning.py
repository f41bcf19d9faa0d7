"""Close a case whose steps are done, with the reason."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.warnings import WarningEnded
from rongqu.infra.tx import Tx
from rongqu.modules.warnings import permissions, queries, rules, tables
from rongqu.modules.warnings.types import WarningCase, WarningState


async def close_warning(tx: Tx, case_id: UUID, reason: str) -> WarningCase:
    tx.actor.require(permissions.WORK)
    found = await queries.get_case(tx, case_id, lock=True)
    rules.check_can_close(found)

    await tx.connection.execute(
        update(tables.warning_case)
        .where(tables.warning_case.c.id == case_id)
        .values(
            state=WarningState.CLOSED,
            closed_at=tx.now,
            closed_by=tx.actor.id,
            closing_reason=reason,
        )
    )

    await tx.publish(
        WarningEnded(
            subject_id=case_id,
            parties=(tx.actor.organisation,),
            enterprise_id=found.enterprise_id,
        )
    )
    return await queries.get_case(tx, case_id)
