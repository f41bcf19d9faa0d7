"""The lead takes an invitation back, or lets an accepted partner go, before the approval."""

from __future__ import annotations

from rongqu.events.colending import ShareWithdrawn
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.colending import permissions, queries
from rongqu.modules.colending.actions._settling import settle
from rongqu.modules.colending.errors import CaseDecided, ShareNotFound, ShareSettled
from rongqu.modules.colending.rules import COUNTED
from rongqu.modules.colending.types import CaseState, ShareId, ShareStatus


async def withdraw_share(tx: Tx, application_id: ApplicationId, share_id: ShareId) -> None:
    """What it was to fund goes back to the lead."""
    tx.actor.require(permissions.INVITE)
    case = await queries.lock_case(tx, application_id)
    share = await queries.lock_share(tx, share_id, as_lead=True)
    if share.application_id != case.application_id:
        raise ShareNotFound(share_id=share_id)
    if case.state is CaseState.DECIDED:
        raise CaseDecided
    if share.status not in COUNTED:
        raise ShareSettled(status=share.status)

    await settle(tx, share, ShareStatus.WITHDRAWN)

    await tx.publish(
        ShareWithdrawn(
            subject_id=share.id,
            parties=(share.lead_id, share.partner_id),
            application_id=share.application_id,
            partner_id=share.partner_id,
            amount=share.amount,
        )
    )
