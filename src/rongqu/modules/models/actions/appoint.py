"""Let a version answer: two people have agreed."""

from __future__ import annotations

from sqlalchemy import insert, text, update

from rongqu.events.models import ModelAppointed
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import UserId, new_id
from rongqu.modules.models import permissions, queries, rules, tables
from rongqu.modules.models.types import STANDARD, Appointment, Post

LOCK = text("LOCK TABLE models.appointment IN SHARE ROW EXCLUSIVE MODE")
"""Who stands where changes once in months, and one at a time; readers do not wait for it."""


async def appoint(tx: Tx, wish: Appointment, asked_by: UserId, reason: str) -> None:
    tx.actor.require(permissions.APPROVE_APPOINTMENT)
    await tx.connection.execute(LOCK)
    version = await queries.get_version(tx, wish.number)
    rules.check_can_appoint(version.post, wish.post)
    before = (await queries.read_panel(tx)).champion.number

    await end(tx, wish.number)
    if wish.post is Post.CHAMPION:
        await end(tx, before)
    if (wish.number, wish.post) != (STANDARD, Post.CHALLENGER):
        await stand(tx, wish, asked_by, reason)

    await tx.publish(
        ModelAppointed(
            subject_id=version.id,
            parties=(tx.actor.organisation,),
            number=wish.number,
            post=wish.post,
            before=before,
            changes=changes_between(
                {Post.CHAMPION.value: before},
                {Post.CHAMPION.value: (await queries.read_panel(tx)).champion.number},
            ),
        )
    )


async def end(tx: Tx, number: int) -> None:
    columns = tables.appointment.c
    await tx.connection.execute(
        update(tables.appointment)
        .where(columns.number == number, columns.ended_at.is_(None))
        .values(ended_at=tx.now)
    )


async def stand(tx: Tx, wish: Appointment, asked_by: UserId | None, reason: str) -> None:
    await tx.connection.execute(
        insert(tables.appointment).values(
            id=new_id(),
            number=wish.number,
            post=wish.post,
            asked_by=asked_by,
            appointed_by=tx.actor.id,
            appointed_at=tx.now,
            reason=reason,
        )
    )
