"""Log-ins and sessions: who may come in, and who is in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Row,
    Text,
    Uuid,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, INTERVAL

from rongqu.infra.blind_index import blind_index
from rongqu.infra.database import Connection
from rongqu.infra.hot_writes import Moment
from rongqu.infra.scopes import Scope, entered_by
from rongqu.infra.tables import Instant
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.ids import OrganisationId, SessionId, UserId
from rongqu.modules.identity import tables
from rongqu.modules.identity.errors import SessionNotFound
from rongqu.modules.identity.queries import is_current, roles_on
from rongqu.modules.identity.roles import roles_for
from rongqu.modules.identity.rules import is_alive
from rongqu.modules.identity.types import (
    Credential,
    OrganisationKind,
    PasswordHash,
    Session,
    Standing,
)

OVERLAP = timedelta(seconds=30)
"""After a fresh proof: so long the earlier token still answers what is on its way, unproved."""
A_MINUTE = literal_column("interval '1 minute'", INTERVAL)


async def find_credential(tx: Tx, login_digest: bytes) -> Credential | None:
    """Only of people who belong to an organisation now, and have a role there."""
    known = await _find_credential(tx, login_digest)
    return known if known and known.organisation_id and known.roles else None


async def find_credential_of_nobodys(tx: Tx, login_digest: bytes) -> Credential | None:
    """Of people who belong to no organisation now: they may join one again."""
    known = await _find_credential(tx, login_digest)
    return known if known and known.organisation_id is None else None


async def find_standing(tx: Tx, login_digest: bytes) -> Standing:
    """Internal: for whoever has proved that the address is theirs, and nobody else."""
    known = await _find_credential(tx, login_digest)
    if known is None:
        return Standing.NEW
    return Standing.FREE if known.organisation_id is None else Standing.BELONGS


async def _find_credential(tx: Tx, login_digest: bytes) -> Credential | None:
    wanted = (
        select(
            tables.person.c.id,
            tables.person.c.password_hash,
            tables.person.c.password_change_due,
            tables.membership.c.organisation_id,
            roles_on(literal(tx.business_date)).label("roles"),
        )
        .join(tables.login, tables.login.c.person_id == tables.person.c.id)
        .outerjoin(
            tables.membership,
            (tables.membership.c.person_id == tables.person.c.id) & is_current,
        )
        .where(tables.login.c.digest == login_digest)
    )
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        return None
    return Credential(
        user_id=UserId(row.id),
        organisation_id=row.organisation_id and OrganisationId(row.organisation_id),
        roles=tuple(row.roles or ()),
        password_hash=PasswordHash(row.password_hash),
        password_change_due=row.password_change_due,
    )


async def lock_and_find_place(tx: Tx, user_id: UserId) -> OrganisationId | None:
    """Where somebody belongs, and will until this transaction ends."""
    await tx.connection.execute(
        select(tables.person.c.id).where(tables.person.c.id == user_id).with_for_update()
    )
    wanted = select(tables.membership.c.organisation_id).where(
        tables.membership.c.person_id == user_id, is_current
    )
    found = (await tx.connection.execute(wanted)).scalar_one_or_none()
    return None if found is None else OrganisationId(found)


async def find_login_digest(tx: Tx, user_id: UserId) -> bytes:
    """Under which failures are counted. Whoever signs in at their organisation's provider has no
    log-in, and is counted by who they are."""
    wanted = select(tables.login.c.digest).where(tables.login.c.person_id == user_id)
    found = (await tx.connection.execute(wanted.limit(1))).scalar_one_or_none()
    return blind_index("identity.person", user_id.bytes) if found is None else found


_staff_roles = cast(roles_for(OrganisationKind.OPERATIONS), ARRAY(Text))
_roles_today = roles_on(bindparam("today", type_=Date))
_is_staff = _roles_today.op("&&", return_type=Boolean)(_staff_roles)
_LIVE_SESSION = (
    select(
        tables.session,
        _roles_today.label("roles"),
        entered_by(tables.session.c.organisation_id, _is_staff),
    )
    .join(
        tables.membership,
        (tables.membership.c.person_id == tables.session.c.person_id)
        & (tables.membership.c.organisation_id == tables.session.c.organisation_id),
    )
    .where(
        tables.session.c.token_digest == bindparam("token_digest"),
        tables.session.c.ended_at.is_(None),
        is_current,
    )
)


async def find_live_session(
    connection: Connection, token_digest: bytes, now: datetime
) -> tuple[Session, tuple[str, ...]] | None:
    """The session and the roles of its owner: asked by every request, two look-ups by unique
    index in one statement, which enters the scope of the organisation on its way. Takes the
    connection, because there is no actor and so no Tx yet."""
    given = {"token_digest": token_digest, "today": business_date_at(now)}
    row = (await connection.execute(_LIVE_SESSION, given)).one_or_none()
    if row is not None:
        connection.has_entered(Scope(row.scope))
    if row is None or not row.roles or not is_alive(session := to_session(row), now):
        return None
    return session, tuple(row.roles)


def is_still_in(actor: Actor) -> ColumnElement[bool]:
    """For a hot write, whose actor was found a moment ago: the session is alive, the roles are the
    same, nothing is due, and a proof that was fresh still is. Give `session_of` as parameters."""
    session, membership = tables.session.c, tables.membership.c
    now = bindparam("still_now", type_=Instant)
    return (
        select(session.id)
        .join(
            tables.membership,
            (membership.person_id == session.person_id)
            & (membership.organisation_id == session.organisation_id),
        )
        .where(
            session.id == bindparam("still_session", type_=Uuid),
            session.person_id == actor.id,
            session.organisation_id == actor.organisation,
            session.ended_at.is_(None),
            session.expires_at > now,
            session.seen_at + session.idle_minutes * A_MINUTE > now,
            or_(session.proved_until > now, ~bindparam("still_proved", type_=Boolean)),
            ~session.password_change_due,
            func.coalesce(session.second_factor_due_at > now, true()),
            roles_on(bindparam("still_today", type_=Date))
            == bindparam("still_roles", type_=ARRAY(Text)),
            is_current,
        )
        .exists()
    )


def session_of(moment: Moment) -> dict[str, Any]:
    return {
        "still_session": moment.session_id,
        "still_proved": not moment.actor.needs_proof,
        "still_roles": list(moment.actor.roles),
        "still_now": moment.now,
        "still_today": business_date_at(moment.now),
    }


async def list_live_sessions(tx: Tx) -> tuple[Session, ...]:
    """The actor's own, the one used last first. Without those that are over in a moment, because a
    proof has given them another token."""
    columns = tables.session.c
    own = (
        select(tables.session)
        .where(
            columns.person_id == tx.actor.id,
            columns.ended_at.is_(None),
            columns.expires_at > tx.now + OVERLAP,
        )
        .order_by(columns.seen_at.desc(), columns.id.desc())
    )
    sessions = [to_session(row) for row in await tx.connection.execute(own)]
    return tuple(session for session in sessions if is_alive(session, tx.now))


async def lock_own_session(tx: Tx, session_id: SessionId) -> Session:
    columns = tables.session.c
    wanted = (
        select(tables.session)
        .where(
            columns.id == session_id, columns.person_id == tx.actor.id, columns.ended_at.is_(None)
        )
        .with_for_update()
    )
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise SessionNotFound(session_id=session_id)
    return to_session(row)


def to_session(row: Row[Any]) -> Session:
    return Session(
        id=SessionId(row.id),
        user_id=UserId(row.person_id),
        organisation_id=OrganisationId(row.organisation_id),
        device=row.device,
        started_at=row.started_at,
        seen_at=row.seen_at,
        idle_minutes=row.idle_minutes,
        expires_at=row.expires_at,
        password_change_due=row.password_change_due,
        second_factor_due_at=row.second_factor_due_at,
        proved_until=row.proved_until,
    )


async def is_new_device(tx: Tx, user_id: UserId, device: str) -> bool:
    """Whether the person has signed in before, and never on such a device. The very first one is
    no news."""
    columns = tables.session.c
    own = select(columns.id).where(columns.person_id == user_id)
    same = own.where(columns.device == device).exists()
    row = (await tx.connection.execute(select(own.exists(), same))).one()
    return bool(row[0]) and not row[1]
