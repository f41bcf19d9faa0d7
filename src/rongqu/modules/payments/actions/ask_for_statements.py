"""Have the bank asked for the statements that are missing."""

from __future__ import annotations

from rongqu.events.payments import StatementsAsked
from rongqu.infra.tx import Tx
from rongqu.modules.payments import permissions


async def ask_for_statements(tx: Tx) -> None:
    """The job does it at once; every hour it does so by itself."""
    tx.actor.require(permissions.IMPORT_STATEMENT)

    await tx.publish(
        StatementsAsked(subject_id=tx.actor.organisation, parties=(tx.actor.organisation,))
    )
