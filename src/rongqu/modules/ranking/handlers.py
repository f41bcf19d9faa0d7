"""What ranking does when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from rongqu.events.origination import ApplicationMoved, ApplicationStarted
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, ProductId
from rongqu.modules.compliance.public import Approval, stored_command
from rongqu.modules.ranking import permissions
from rongqu.modules.ranking.actions.ask_serving import SERVE
from rongqu.modules.ranking.actions.follow_application import follow_application
from rongqu.modules.ranking.actions.note_stage import note_stage
from rongqu.modules.ranking.actions.start_experiment import start_experiment
from rongqu.modules.ranking.types import Serving


@stored_command(SERVE, approve=permissions.APPROVE, content=Serving)
async def serve_once_approved(tx: Tx, approved: Approval, agreed: Serving) -> None:
    await start_experiment(tx, agreed, approved.asked_by)


@on(ApplicationStarted)
async def follow_started(tx: Tx, event: ApplicationStarted) -> None:
    enterprise_id, product_id = EnterpriseId(event.enterprise_id), ProductId(event.product_id)
    await follow_application(tx, event.subject_id, enterprise_id, product_id)


@on(ApplicationMoved)
async def note_moved(tx: Tx, event: ApplicationMoved) -> None:
    await note_stage(tx, event.subject_id, EnterpriseId(event.enterprise_id), event.to_stage)
