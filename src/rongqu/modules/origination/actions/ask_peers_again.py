"""Ask those peers again that have said nothing about the things of an application."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.collateral.public import ask_again
from rongqu.modules.origination import permissions, queries
from rongqu.modules.origination.types import Application


async def ask_peers_again(tx: Tx, application_id: ApplicationId) -> Application:
    """What they answer is published by the room that asks."""
    tx.actor.require(permissions.INVESTIGATE)
    application = await queries.lock_application(tx, application_id)
    await ask_again(tx, application.id)
    return application
