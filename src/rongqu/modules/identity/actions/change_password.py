"""Change one's own password."""

from __future__ import annotations

from sqlalchemy import delete, insert, literal, select, update

from rongqu.events.identity import PasswordChanged
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.modules.identity import permissions, queries, tables
from rongqu.modules.identity.actions.check_password import check_password
from rongqu.modules.identity.actions.start_session import start_session
from rongqu.modules.identity.attempts import Guess
from rongqu.modules.identity.errors import WeakPassword
from rongqu.modules.identity.passwords import compare_password, hash_password
from rongqu.modules.identity.types import (
    PasswordChange,
    PasswordCheck,
    PasswordHash,
    StartedSession,
)


async def change_password(tx: Tx, wish: PasswordChange, guess: Guess) -> StartedSession:
    """All sessions end, this one too: whoever had got in with the old password is out."""
    tx.actor.require(permissions.OWN_ACCOUNT)
    await check_password(tx, PasswordCheck(wish.current), guess)
    user = (await queries.get_account(tx, tx.actor.id)).user
    login = user.email or user.mobile
    await _check_not_used_before(tx, wish)
    password_hash = await hash_password(wish.new, login.reveal() if login else "")

    await _keep_former(tx)
    await tx.connection.execute(
        update(tables.person)
        .where(tables.person.c.id == tx.actor.id)
        .values(
            password_hash=password_hash.encoded,
            password_change_due=False,
            password_changed_at=tx.now,
        )
    )
    columns = tables.session.c
    await tx.connection.execute(
        update(tables.session)
        .where(columns.person_id == tx.actor.id, columns.ended_at.is_(None))
        .values(ended_at=tx.now)
    )

    await tx.publish(PasswordChanged(subject_id=tx.actor.id, parties=(tx.actor.organisation,)))
    return await start_session(tx, tx.actor.id, wish.arrival)


async def _check_not_used_before(tx: Tx, wish: PasswordChange) -> None:
    """Neither the present one nor one of the last few: somebody may know it."""
    if wish.new == wish.current:
        raise WeakPassword(reason="used_before")
    columns = tables.former_password.c
    former = select(columns.encoded).where(columns.person_id == tx.actor.id)
    for encoded in (await tx.connection.execute(former)).scalars().all():
        if (await compare_password(wish.new, PasswordHash(encoded))).matches:
            raise WeakPassword(reason="used_before")


async def _keep_former(tx: Tx) -> None:
    """The present one joins the former ones, of which policy says how many are kept."""
    columns, people = tables.former_password.c, tables.person.c
    present = select(people.id, literal(tx.now), people.password_hash).where(
        people.id == tx.actor.id
    )
    await tx.connection.execute(
        insert(tables.former_password).from_select(["person_id", "replaced_at", "encoded"], present)
    )
    kept = int(await read_policy(tx, "identity.former_passwords"))
    newest = (
        select(columns.replaced_at)
        .where(columns.person_id == tx.actor.id)
        .order_by(columns.replaced_at.desc())
        .limit(kept)
    )
    await tx.connection.execute(
        delete(tables.former_password).where(
            columns.person_id == tx.actor.id, columns.replaced_at.not_in(newest)
        )
    )
