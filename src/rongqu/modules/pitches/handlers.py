"""What pitches does when something happens: each handler is one call."""

from __future__ import annotations

from rongqu.events.parties import EnterpriseUpdated
from rongqu.events.pitches import PlanReceived
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.modules.pitches import jobs
from rongqu.modules.pitches.actions.compare_plans import compare_plans


@on(PlanReceived)
async def read_when_received(tx: Tx, event: PlanReceived) -> None:
    await tx.defer(jobs.read_plan.later(plan_id=str(event.subject_id)))


@on(EnterpriseUpdated)
async def compare_with_new_profile(tx: Tx, event: EnterpriseUpdated) -> None:
    await compare_plans(tx, event.subject_id)
