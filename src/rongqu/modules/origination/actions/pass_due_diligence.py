"""End the due diligence 尽调 with its checklist and pass the application to approval."""

from __future__ import annotations

from collections.abc import Mapping

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.actions._assessments import record_assessment
from rongqu.modules.origination.actions._steps import check_not_taken, move, moved
from rongqu.modules.origination.types import Application, AssessmentKind, CheckResult, Move


async def pass_due_diligence(
    tx: Tx, application_id: ApplicationId, checklist: Mapping[str, CheckResult], note: str
) -> Application:
    """Of the institution, or of the platform's due-diligence officers for it."""
    tx.actor.require(permissions.INVESTIGATE)
    before = await queries.lock_application(tx, application_id)
    rules.next_stage(before.stage, Move.PASS_DUE_DILIGENCE)
    check_not_taken(before, tx.actor.id)

    await record_assessment(tx, before, AssessmentKind.DUE_DILIGENCE, note, checklist)
    after = await move(tx, before, Move.PASS_DUE_DILIGENCE)

    await tx.publish(await moved(tx, before, after))
    return after
