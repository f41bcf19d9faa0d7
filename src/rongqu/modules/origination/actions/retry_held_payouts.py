"""Pay out what waited for a lender's funds, another day's limit or the deposit of a lessee."""

from __future__ import annotations

from rongqu.events.origination import PayoutHeld, PayoutOrdered
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.origination import queries
from rongqu.modules.origination.actions._payouts import Outcome, order_or_hold
from rongqu.modules.origination.types import Application, HeldReason

WAITS = frozenset({HeldReason.FUNDS, HeldReason.LIMIT, HeldReason.DEPOSIT})


async def retry_held_payouts(tx: Tx, owner: OrganisationId) -> None:
    """Internal: money arrived at one of the two sides, or time passed. Longest waiting first, until
    there is too little for one: a large payout is not overtaken by small ones for ever. One above
    a limit keeps nobody waiting, for no money helps it."""
    for application_id in await queries.list_held_for_funds(tx, owner):
        held = await queries.lock_application(tx, application_id)
        if held.hold is None or held.hold.reason not in WAITS:
            continue
        outcome = await order_or_hold(tx, held)
        if outcome is not None:
            await tx.publish(outcome)
        if not isinstance(outcome, PayoutOrdered) and not _is_above_limit(held, outcome):
            return


def _is_above_limit(held: Application, outcome: Outcome | None) -> bool:
    """Now; `None`: it is held as it was before."""
    if outcome is None:
        return held.hold is not None and held.hold.reason is HeldReason.LIMIT
    return isinstance(outcome, PayoutHeld) and outcome.reason == HeldReason.LIMIT
