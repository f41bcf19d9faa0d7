"""Pay out what waited for the funds of an institution or the deposit of a lessee."""

from __future__ import annotations

from rongqu.events.origination import PayoutOrdered
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.origination import queries
from rongqu.modules.origination.actions._payouts import order_or_hold
from rongqu.modules.origination.types import HeldReason

WAITS_FOR_MONEY = frozenset({HeldReason.FUNDS, HeldReason.DEPOSIT})


async def retry_held_payouts(tx: Tx, owner: OrganisationId) -> None:
    """Internal: money arrived at one of the two sides. Longest waiting first, until one is too
    large: a large payout is not overtaken by small ones for ever."""
    for application_id in await queries.list_held_for_funds(tx, owner):
        held = await queries.lock_application(tx, application_id)
        if held.hold is None or held.hold.reason not in WAITS_FOR_MONEY:
            continue
        outcome = await order_or_hold(tx, held)
        if outcome is not None:
            await tx.publish(outcome)
        if not isinstance(outcome, PayoutOrdered):
            return
