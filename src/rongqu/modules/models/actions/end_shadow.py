"""Let a challenger answer no longer. Nothing has followed from its answers: one person may."""

from __future__ import annotations

from rongqu.events.models import ShadowEnded
from rongqu.infra.tx import Tx
from rongqu.modules.models import permissions, queries
from rongqu.modules.models.actions.appoint import LOCK, end
from rongqu.modules.models.errors import NoChallenger
from rongqu.modules.models.types import Post, Version


async def end_shadow(tx: Tx, number: int) -> Version:
    tx.actor.require(permissions.ASK_APPOINTMENT)
    await tx.connection.execute(LOCK)
    version = await queries.get_version(tx, number)
    if version.post is not Post.CHALLENGER:
        raise NoChallenger(number=number)

    await end(tx, number)

    await tx.publish(
        ShadowEnded(subject_id=version.id, parties=(tx.actor.organisation,), number=number)
    )
    return await queries.get_version(tx, number)
