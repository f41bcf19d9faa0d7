"""What parks do when something happens: each handler is one call."""

from __future__ import annotations

from rongqu.events.origination import ApplicationMoved, ApplicationStarted
from rongqu.events.parks import BatchChecking, BatchPutForward
from rongqu.events.parties import EnterpriseRegistered
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, EnterpriseId, ProductId
from rongqu.modules.parks.actions.follow_application import follow_application
from rongqu.modules.parks.actions.note_stage import note_stage
from rongqu.modules.parks.actions.welcome_company import welcome_company
from rongqu.modules.parks.jobs import checking
from rongqu.modules.parks.personal import HOLDING
from rongqu.modules.privacy.public import declare_holding

declare_holding(HOLDING)


@on(BatchPutForward)
async def check_what_was_put_forward(tx: Tx, event: BatchPutForward) -> None:
    await tx.defer(checking(event.subject_id))


@on(BatchChecking)
async def check_what_waits_again(tx: Tx, event: BatchChecking) -> None:
    await tx.defer(checking(event.subject_id))


@on(EnterpriseRegistered)
async def welcome_when_registered(tx: Tx, event: EnterpriseRegistered) -> None:
    await welcome_company(tx, EnterpriseId(event.subject_id))


@on(ApplicationStarted)
async def follow_when_started(tx: Tx, event: ApplicationStarted) -> None:
    await follow_application(
        tx,
        EnterpriseId(event.enterprise_id),
        ProductId(event.product_id),
        ApplicationId(event.subject_id),
    )


@on(ApplicationMoved)
async def note_when_moved(tx: Tx, event: ApplicationMoved) -> None:
    await note_stage(tx, ApplicationId(event.subject_id), event.to_stage)
