"""Send a test message, which says nothing, to see whether it arrives."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.outreach import TestAsked
from rongqu.infra.tx import Tx
from rongqu.modules.outreach import permissions, queries, rules


async def ask_test(tx: Tx, endpoint_id: UUID) -> None:
    """It takes the way of every other message: from the event that somebody has asked for it."""
    tx.actor.require(permissions.REPLAY)
    endpoint = await queries.lock_endpoint(tx, endpoint_id)
    rules.check_is_sending(endpoint)

    await tx.publish(TestAsked(subject_id=endpoint.id, parties=(endpoint.organisation_id,)))
