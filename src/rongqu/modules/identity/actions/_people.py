"""Rows that several actions insert."""

from __future__ import annotations

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId, new_id
from rongqu.modules.identity import tables
from rongqu.modules.identity.errors import LoginTaken
from rongqu.modules.identity.logins import digest_of, parse_login
from rongqu.modules.identity.types import NewMember


async def insert_member(tx: Tx, new: NewMember, *, accepted_terms: bool = False) -> UserId:
    """The person, the log-in and the membership; raises InvalidLogin and LoginTaken.

    Of two that want the same log-in at once, the second waits here for the first and then loses.
    """
    login = parse_login(new.login)
    user_id = UserId(new_id())
    await tx.connection.execute(
        insert(tables.person).values(
            id=user_id,
            display_name=new.display_name,
            email=login.email,
            mobile=login.mobile,
            locale=new.locale,
            password_hash=new.password_hash.encoded,
            password_change_due=False,
            password_changed_at=tx.now,
            terms_accepted_at=tx.now if accepted_terms else None,
            created_at=tx.now,
        )
    )
    taken = await tx.connection.execute(
        postgresql.insert(tables.login)
        .values(digest=digest_of(login.text), person_id=user_id)
        .on_conflict_do_nothing()
    )
    if taken.rowcount == 0:
        raise LoginTaken
    await tx.connection.execute(
        insert(tables.membership).values(
            person_id=user_id,
            organisation_id=new.organisation_id,
            roles=sorted(new.roles),
            joined_at=tx.now,
        )
    )
    return user_id
