"""Start a session for somebody who has proved who they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import insert, update

from rongqu.events.identity import SignedIn, SignedInOnNewDevice, SignedOut
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId, new_id
from rongqu.modules.identity import factors, queries, session_queries, tables
from rongqu.modules.identity.protection import protection
from rongqu.modules.identity.tokens import digest_of_token, new_token
from rongqu.modules.identity.types import Arrival, StartedSession


async def start_session(
    tx: Tx, user_id: UserId, arrival: Arrival, *, is_proved: bool = True
) -> StartedSession:
    """Internal: its caller has proved who it is. Always a new token: one that somebody
    planted in the browser before is worth nothing afterwards (session fixation)."""
    if arrival.earlier_token is not None:
        await _end_earlier(tx, arrival.earlier_token)
    await _note_second_factor_due(tx, user_id)
    account = await queries.get_account(tx, user_id)
    is_new_device = await session_queries.is_new_device(tx, user_id, arrival.device)

    token = new_token()
    longest = timedelta(hours=int(await read_policy(tx, "identity.session_longest_hours")))
    fresh = timedelta(minutes=int(await read_policy(tx, "identity.step_up_minutes")))
    row = await tx.connection.execute(
        insert(tables.session)
        .values(
            id=new_id(),
            token_digest=digest_of_token(token),
            person_id=user_id,
            organisation_id=account.organisation.id,
            device=arrival.device,
            started_at=tx.now,
            seen_at=tx.now,
            idle_minutes=int(await read_policy(tx, "identity.session_idle_minutes")),
            expires_at=tx.now + longest,
            password_change_due=account.password_change_due,
            second_factor_due_at=account.second_factor_due_at,
            proved_until=tx.now + fresh if is_proved else tx.now,
        )
        .returning(tables.session)
    )
    session = session_queries.to_session(row.one())

    own = replace(tx, actor=queries.to_actor(account))  # the record names the person, no stranger
    parties = (account.organisation.id,)
    await own.publish(SignedIn(subject_id=user_id, parties=parties, session_id=session.id))
    if is_new_device:
        await own.publish(
            SignedInOnNewDevice(
                subject_id=user_id, parties=parties, session_id=session.id, device=arrival.device
            )
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


async def _note_second_factor_due(tx: Tx, user_id: UserId) -> None:
    """Whose role has to have a second factor sets one up within a time that begins with the first
    sign-in; in the meantime everything works."""
    account = await queries.get_account(tx, user_id)
    if account.second_factor_due_at or not protection().needs_second_factor(account.roles):
        return
    if (await factors.get_factors(tx, user_id)).methods:
        return
    grace = timedelta(days=int(await read_policy(tx, "identity.second_factor_grace_days")))
    await tx.connection.execute(
        update(tables.person)
        .where(tables.person.c.id == user_id)
        .values(second_factor_due_at=tx.now + grace)
    )
