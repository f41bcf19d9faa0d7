"""Who sends a request: found by the cookie's token, on the way into every transaction."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import select, update

from rongqu.infra.database import Connection
from rongqu.infra.same_origin import SAFE_METHODS, check_same_origin
from rongqu.infra.web import TxDep
from rongqu.kernel.actor import Actor
from rongqu.kernel.errors import ForgedRequest, NotSignedIn
from rongqu.modules.identity import tables
from rongqu.modules.identity.cookies import token_of
from rongqu.modules.identity.protection import protection
from rongqu.modules.identity.roles import rights_of
from rongqu.modules.identity.rules import is_limited
from rongqu.modules.identity.session_queries import find_live_session
from rongqu.modules.identity.tokens import csrf_token_of, digest_of_token
from rongqu.modules.identity.types import Session

SEEN_EVERY = timedelta(minutes=1)
"""A session that is used is written to no more often than this."""
NONE: frozenset[str] = frozenset()
CSRF_HEADER = "x-csrf-token"


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
