"""Let go of what is known of somebody whose account is closed."""

from __future__ import annotations

from sqlalchemy import delete, update

from rongqu.events.identity import PersonErased
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.kernel.pii import PersonName
from rongqu.modules.identity import tables

NAMELESS = PersonName("已注销用户")
UNUSABLE = "!"
"""Where a password's hash was: nothing compares equal to it."""


async def erase_person(tx: Tx, person_id: UserId) -> int:
    """Internal: only an erasure that was asked for calls it. Safe to repeat. The row stays under
    its id, which names nobody: what they did is still one person's doing."""
    columns = tables.person.c
    erased = await tx.connection.execute(
        update(tables.person)
        .where(columns.id == person_id, columns.erased_at.is_(None))
        .values(
            display_name=NAMELESS,
            email=None,
            mobile=None,
            password_hash=UNUSABLE,
            erased_at=tx.now,
        )
    )
    if erased.rowcount:
        await tx.publish(PersonErased(subject_id=person_id))
    return erased.rowcount


async def forget_sessions(tx: Tx, person_id: UserId) -> int:
    """Internal: as above; privacy publishes what was let go of. Only ended ones."""
    columns = tables.session.c
    ended = columns.ended_at.is_not(None)
    forgotten = await tx.connection.execute(
        delete(tables.session).where(columns.person_id == person_id, ended)
    )
    return forgotten.rowcount
