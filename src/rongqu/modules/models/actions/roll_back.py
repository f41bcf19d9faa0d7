"""Return to the champion before this one: at once, by one person, for two have agreed to it."""

from __future__ import annotations

from rongqu.events.models import ModelRolledBack
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.modules.models import permissions, queries, rules
from rongqu.modules.models.actions.appoint import LOCK, end, stand
from rongqu.modules.models.types import Appointment, Post, Version


async def roll_back(tx: Tx, reason: str) -> Version:
    """Raises NothingToReturnTo where the standard model has always decided."""
    tx.actor.require(permissions.ROLL_BACK)
    await tx.connection.execute(LOCK)
    before = (await queries.read_panel(tx)).champion.number
    number = rules.previous_champion(await queries.list_champions(tx))

    await end(tx, before)
    await end(tx, number)
    await stand(tx, Appointment(number=number, post=Post.CHAMPION), None, reason)

    version = await queries.get_version(tx, number)
    await tx.publish(
        ModelRolledBack(
            subject_id=version.id,
            parties=(tx.actor.organisation,),
            number=number,
            before=before,
            changes=changes_between({Post.CHAMPION.value: before}, {Post.CHAMPION.value: number}),
            reason=reason,
        )
    )
    return version
