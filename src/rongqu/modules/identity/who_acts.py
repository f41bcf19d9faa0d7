"""Who sends a request: found by the cookie's token, or a program's key, on the way into every
transaction."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import select, update

from rongqu.infra.actor_memory import SESSION_ID
from rongqu.infra.database import Connection
from rongqu.infra.quotas import count_request
from rongqu.infra.same_origin import CSRF_HEADER, SAFE_METHODS, check_same_origin
from rongqu.infra.web import TxDep
from rongqu.kernel.actor import Actor, Portal
from rongqu.kernel.errors import ForgedRequest, NotSignedIn
from rongqu.kernel.ids import UserId
from rongqu.modules.identity import program_queries, tables
from rongqu.modules.identity.cookies import bearer_of, token_of
from rongqu.modules.identity.program_rules import permissions_of
from rongqu.modules.identity.program_types import Caller
from rongqu.modules.identity.protection import protection
from rongqu.modules.identity.roles import rights_of
from rongqu.modules.identity.rules import is_limited
from rongqu.modules.identity.session_queries import find_live_session
from rongqu.modules.identity.tokens import csrf_token_of, digest_of_token
from rongqu.modules.identity.types import Session

SEEN_EVERY = timedelta(minutes=1)
"""A session that is used is written to no more often than this."""
NONE: frozenset[str] = frozenset()


async def actor_of_request(request: Request, connection: Connection, now: datetime) -> Actor:
    """A program with a key, else a person with a session."""
    secret = bearer_of(request)
    if secret is None:
        return await actor_of_session(request, connection, now)
    return await _actor_of_program(request, connection, secret, now)


async def _actor_of_program(
    request: Request, connection: Connection, secret: str, now: datetime
) -> Actor:
    """Raises NotSignedIn and TooManyRequests. No browser adds a key by itself, so nothing is
    forged here."""
    caller = await program_queries.find_caller(connection, secret, now)
    if caller is None:
        raise NotSignedIn
    count_request(request, caller.account_id, caller.quota, now)
    if caller.key_used_at is None or now - caller.key_used_at >= SEEN_EVERY:
        await _note_key_used(connection, caller, now)
    return actor_of_caller(caller)


def actor_of_caller(caller: Caller) -> Actor:
    return Actor(
        id=UserId(caller.account_id),
        organisation=caller.organisation_id,
        portal=Portal(caller.kind.value),
        permissions=permissions_of(caller),
        needs_proof=protection().step_up_permissions,
    )


async def actor_of_session(request: Request, connection: Connection, now: datetime) -> Actor:
    """Raises NotSignedIn and ForgedRequest. One SELECT, and once a minute an UPDATE."""
    token = token_of(request)
    if token is None:
        raise NotSignedIn
    actor, session = await find_signed_in(connection, token, now)
    if request.method not in SAFE_METHODS:
        check_same_origin(request)
        _check_csrf_token(request, token)
    if now - session.seen_at >= SEEN_EVERY:
        await _note_seen(connection, session, now)
    request.scope[SESSION_ID] = session.id
    return actor


async def _current_session(request: Request, tx: TxDep) -> Session:
    token = token_of(request)
    if token is None:
        raise NotSignedIn
    _, session = await find_signed_in(tx.connection, token, tx.now)
    return session


CurrentSessionDep = Annotated[Session, Depends(_current_session, scope="function")]
"""For endpoints that change or show the very session they are called with."""


async def find_signed_in(
    connection: Connection, token: str, now: datetime
) -> tuple[Actor, Session]:
    """Looks only; an open page that merely listens does not keep its session awake."""
    found = await find_live_session(connection, digest_of_token(token), now)
    if found is None:
        raise NotSignedIn
    session, roles = found
    limited = is_limited(
        password_change_due=session.password_change_due,
        factor_due_at=session.second_factor_due_at,
        now=now,
    )
    rights = rights_of(roles, limited=limited)
    actor = Actor(
        id=session.user_id,
        organisation=session.organisation_id,
        portal=rights.portal,
        permissions=rights.permissions,
        roles=roles,
        needs_proof=NONE if now < session.proved_until else protection().step_up_permissions,
    )
    return actor, session


def _check_csrf_token(request: Request, token: str) -> None:
    sent = request.headers.get(CSRF_HEADER, "")
    if not hmac.compare_digest(sent.encode(), csrf_token_of(token).encode()):
        raise ForgedRequest


async def _note_seen(connection: Connection, session: Session, now: datetime) -> None:
    """SKIP LOCKED: of many requests at once one notes it, and none waits for another."""
    columns = tables.session.c
    free = (
        select(columns.id).where(columns.id == session.id).with_for_update(skip_locked=True)
    ).scalar_subquery()
    await connection.execute(update(tables.session).where(columns.id == free).values(seen_at=now))


async def _note_key_used(connection: Connection, caller: Caller, now: datetime) -> None:
    columns = tables.api_key.c
    free = (
        select(columns.id).where(columns.id == caller.key_id).with_for_update(skip_locked=True)
    ).scalar_subquery()
    await connection.execute(update(tables.api_key).where(columns.id == free).values(used_at=now))
