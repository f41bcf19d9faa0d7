"""Start a session for somebody who has proved who they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import insert, update

from rongqu.events.identity import SignedIn, SignedOut
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId, new_id
from rongqu.modules.identity import queries, session_queries, tables
from rongqu.modules.identity.tokens import digest_of_token, new_token
from rongqu.modules.identity.types import StartedSession


async def start_session(
    tx: Tx, user_id: UserId, device: str, earlier_token: str | None = None
) -> StartedSession:
    """Internal: its caller has compared the password. Always a new token: one that somebody
    planted in the browser before is worth nothing afterwards (session fixation)."""
    account = await queries.get_account(tx, user_id)
    if earlier_token is not None:
        await _end_earlier(tx, earlier_token)

    token = new_token()
    longest = timedelta(hours=int(await read_policy(tx, "identity.session_longest_hours")))
    row = await tx.connection.execute(
        insert(tables.session)
        .values(
            id=new_id(),
            token_digest=digest_of_token(token),
            person_id=user_id,
            organisation_id=account.organisation.id,
            device=device,
            started_at=tx.now,
            seen_at=tx.now,
            idle_minutes=int(await read_policy(tx, "identity.session_idle_minutes")),
            expires_at=tx.now + longest,
            password_change_due=account.password_change_due,
        )
        .returning(tables.session)
    )
    session = session_queries.to_session(row.one())

    own = replace(tx, actor=queries.to_actor(account))  # the record names the person, no stranger
    await own.publish(
        SignedIn(subject_id=user_id, parties=(account.organisation.id,), session_id=session.id)
    )
    return StartedSession(session=session, token=token, account=account)


async def _end_earlier(tx: Tx, token: str) -> None:
    """Whoever's it was: two people may share a browser."""
    columns = tables.session.c
    ended = await tx.connection.execute(
        update(tables.session)
        .where(columns.token_digest == digest_of_token(token), columns.ended_at.is_(None))
        .values(ended_at=tx.now)
        .returning(columns.id, columns.person_id, columns.organisation_id)
    )
    for earlier in ended:
        await tx.publish(
            SignedOut(
                subject_id=earlier.person_id,
                parties=(earlier.organisation_id,),
                session_id=earlier.id,
            )
        )
