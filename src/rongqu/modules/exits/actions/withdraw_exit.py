"""The issuer takes its proposal back while holders are answering."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId
from rongqu.modules.exits import permissions, queries
from rongqu.modules.exits.actions._ending import lapse
from rongqu.modules.exits.errors import ExitNotFound, ExitOver
from rongqu.modules.exits.types import ExitId, ExitStatus, Lapse


async def withdraw_exit(tx: Tx, exit_id: ExitId) -> OfferingId:
    """What waits for a second person is taken back where that person looks."""
    tx.actor.require(permissions.PROPOSE)
    known = await queries.get_exit(tx, exit_id)
    if known.issuer_id != tx.actor.organisation:
        raise ExitNotFound(exit_id=exit_id)
    found = await queries.lock_exit(tx, exit_id)
    if found.status is not ExitStatus.ASKING:
        raise ExitOver(status=found.status)

    await tx.publish(await lapse(tx, found, Lapse.WITHDRAWN))
    return found.offering_id
