"""A second person has not agreed to the figures of a liquidation."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.exits import queries
from rongqu.modules.exits.actions._ending import lapse
from rongqu.modules.exits.types import ExitId, ExitStatus, Lapse


async def reject_liquidation(tx: Tx, exit_id: ExitId) -> None:
    """Internal: only the handler calls it. Safe to repeat."""
    found = await queries.lock_exit(tx, exit_id)
    if found.status is not ExitStatus.APPROVING:
        return

    await tx.publish(await lapse(tx, found, Lapse.REJECTED))
