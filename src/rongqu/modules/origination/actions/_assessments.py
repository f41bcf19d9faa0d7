"""What reviewers and investigators leave on record."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import insert

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.origination import tables
from rongqu.modules.origination.types import Application, AssessmentKind, CheckResult


async def record_assessment(
    tx: Tx,
    application: Application,
    kind: AssessmentKind,
    note: str,
    checklist: Mapping[str, CheckResult],
) -> None:
    await tx.connection.execute(
        insert(tables.assessment).values(
            id=new_id(),
            application_id=application.id,
            kind=kind,
            author_id=tx.actor.id,
            note=note,
            checklist=dict(checklist),
            recorded_at=tx.now,
        )
    )
