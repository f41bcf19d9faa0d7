"""What exits do when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.compliance import ApprovalRejected
from rongqu.events.investing import DistributionPaid, DistributionRefused
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId
from rongqu.modules.compliance.public import Approval, stored_command
from rongqu.modules.exits import permissions
from rongqu.modules.exits.actions.complete_exit import complete_exit
from rongqu.modules.exits.actions.pay_liquidation import pay_liquidation
from rongqu.modules.exits.actions.propose_exit import PAY_LIQUIDATION
from rongqu.modules.exits.actions.reject_liquidation import reject_liquidation
from rongqu.modules.exits.types import ExitId, Liquidation


@stored_command(PAY_LIQUIDATION, approve=permissions.APPROVE, content=Liquidation)
async def pay_liquidation_once_approved(tx: Tx, approved: Approval, agreed: Liquidation) -> None:  # noqa: ARG001
    await pay_liquidation(tx, agreed.exit_id)


@on(ApprovalRejected)
async def lapse_when_rejected(tx: Tx, event: ApprovalRejected) -> None:
    if event.command == PAY_LIQUIDATION:
        await reject_liquidation(tx, ExitId(UUID(event.about)))


@on(DistributionPaid)
async def complete_when_paid(tx: Tx, event: DistributionPaid) -> None:
    await complete_exit(tx, OfferingId(event.offering_id))


@on(DistributionRefused)
async def complete_when_refused(tx: Tx, event: DistributionRefused) -> None:
    await complete_exit(tx, OfferingId(event.offering_id))
