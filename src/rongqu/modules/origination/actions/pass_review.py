"""End the review with findings and pass the application to due diligence."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.actions._assessments import record_assessment
from rongqu.modules.origination.actions._steps import check_not_taken, move, moved
from rongqu.modules.origination.types import Application, AssessmentKind, Move


async def pass_review(tx: Tx, application_id: ApplicationId, findings: str) -> Application:
    tx.actor.require(permissions.REVIEW)
    before = await queries.lock_application(tx, application_id)
    rules.next_stage(before.stage, Move.PASS_REVIEW)
    check_not_taken(before, tx.actor.id)

    await record_assessment(tx, before, AssessmentKind.REVIEW, findings, {})
    after = await move(tx, before, Move.PASS_REVIEW)

    await tx.publish(await moved(tx, before, after))
    return after
