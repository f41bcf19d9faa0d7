"""What coupons do when something happens to an application: each handler is one call."""

from __future__ import annotations

from rongqu.events.origination import ApplicationMoved
from rongqu.events.servicing import LoanOpened
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.coupons.actions.redeem_coupon import redeem_coupon
from rongqu.modules.coupons.actions.release_coupon import release_coupon
from rongqu.modules.origination.public import Stage

UNPAID = frozenset({Stage.REJECTED, Stage.WITHDRAWN, Stage.EXPIRED})


@on(ApplicationMoved)
async def release_when_ended(tx: Tx, event: ApplicationMoved) -> None:
    if event.to_stage in UNPAID:
        await release_coupon(tx, ApplicationId(event.subject_id))


@on(LoanOpened)
async def redeem_when_paid_out(tx: Tx, event: LoanOpened) -> None:
    await redeem_coupon(tx, ApplicationId(event.application_id))
