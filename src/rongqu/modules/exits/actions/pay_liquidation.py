"""A second person has agreed to the figures of a liquidation: it is paid."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.exits import queries
from rongqu.modules.exits.actions._ending import pay
from rongqu.modules.exits.errors import ExitOver
from rongqu.modules.exits.types import ExitId, ExitStatus


async def pay_liquidation(tx: Tx, exit_id: ExitId) -> None:
    """Internal: run by the approval, whose permission was required. Refused while trades or
    payments are under way: the approval waits on."""
    found = await queries.lock_exit(tx, exit_id)
    if found.status is not ExitStatus.APPROVING:
        raise ExitOver(status=found.status)

    await tx.publish(await pay(tx, found, {}))
