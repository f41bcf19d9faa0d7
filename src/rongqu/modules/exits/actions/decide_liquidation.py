"""A second person has looked at the figures of a liquidation."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.exits import queries
from rongqu.modules.exits.actions._ending import lapse, pay
from rongqu.modules.exits.errors import ExitOver
from rongqu.modules.exits.types import ExitId, ExitStatus, Lapse


async def pay_liquidation(tx: Tx, exit_id: ExitId) -> None:
    """Internal: run by the approval, whose permission was required. Refused while trades or
    payments are under way: the approval waits on."""
    found = await queries.lock_exit(tx, exit_id)
    if found.status is not ExitStatus.APPROVING:
        raise ExitOver(status=found.status)
    await tx.publish(await pay(tx, found, {}))


async def reject_liquidation(tx: Tx, exit_id: ExitId) -> None:
    """Internal: only the handler calls it. Safe to repeat."""
    found = await queries.lock_exit(tx, exit_id)
    if found.status is ExitStatus.APPROVING:
        await tx.publish(await lapse(tx, found, Lapse.REJECTED))
