"""Try a held payout again, after topping up or talking to the bank."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.actions._payouts import order_or_hold
from rongqu.modules.origination.types import Application


async def retry_payout(tx: Tx, application_id: ApplicationId) -> Application:
    """Without funds it stays held: that is an answer, not a refusal."""
    tx.actor.require(permissions.RETRY_PAYOUT)
    held = await queries.lock_application(tx, application_id)
    rules.check_can_retry(held)

    ordered_or_held = await order_or_hold(tx, held)

    if ordered_or_held is not None:
        await tx.publish(ordered_or_held)
    return await queries.get_application(tx, application_id)
