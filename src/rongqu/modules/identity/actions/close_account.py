"""Close one's own account: nobody signs in with it any more."""

from __future__ import annotations

from sqlalchemy import delete, update

from rongqu.events.identity import AccountClosed
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.modules.identity import queries, rules, tables
from rongqu.modules.identity.errors import LastManager
from rongqu.modules.identity.personal_queries import find_last_deed_day

WAYS_IN = (
    tables.login,
    tables.former_password,
    tables.totp,
    tables.passkey,
    tables.recovery_code,
    tables.federated_identity,
)


async def close_account(tx: Tx) -> None:
    """Internal: privacy has asked for the permission. Raises LastManager while colleagues would
    have nobody who manages them, and for the last person of an organisation that has done
    business."""
    organisation = await queries.lock_own_organisation(tx, tx.actor.organisation)
    member = await queries.get_member(tx, organisation.id, tx.actor.id)
    memberships, sessions = tables.membership.c, tables.session.c
    await tx.connection.execute(
        update(tables.membership)
        .where(memberships.person_id == member.user_id, memberships.ended_at.is_(None))
        .values(ended_at=tx.now)
    )
    others = await queries.list_members(tx, organisation.id)
    if others:
        rules.check_manager_remains(others)
    elif await find_last_deed_day(tx, member.user_id) is not None:
        raise LastManager
    await tx.connection.execute(
        update(tables.session)
        .where(sessions.person_id == member.user_id, sessions.ended_at.is_(None))
        .values(ended_at=tx.now)
    )
    for table in WAYS_IN:
        await tx.connection.execute(delete(table).where(table.c.person_id == member.user_id))

    await tx.publish(
        AccountClosed(
            subject_id=member.user_id,
            parties=(organisation.id,),
            organisation_id=organisation.id,
            changes=changes_between({"roles": member.roles}, {}),
        )
    )
