"""What identity keeps of a person, in plain: for themself only."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from rongqu.infra.event_log import event_log
from rongqu.infra.tx import Tx
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.ids import OrganisationId, UserId
from rongqu.modules.identity import tables

Rows = list[dict[str, Any]]


async def read_person_in_plain(tx: Tx, person_id: UserId) -> Rows:
    """Nothing once they are erased."""
    columns, memberships = tables.person.c, tables.membership.c
    wanted = (
        select(tables.person, tables.organisation.c.name.label("organisation"), memberships.roles)
        .join(tables.membership, memberships.person_id == columns.id)
        .join(tables.organisation, tables.organisation.c.id == memberships.organisation_id)
        .where(columns.id == person_id, columns.erased_at.is_(None))
        .order_by(memberships.joined_at)
    )
    return [
        {
            "name": row.display_name.reveal(),
            "email": row.email and row.email.reveal(),
            "mobile": row.mobile and row.mobile.reveal(),
            "organisation": row.organisation,
            "roles": ", ".join(row.roles),
            "language": row.locale,
            "since": row.created_at.isoformat(),
        }
        for row in await tx.connection.execute(wanted)
    ]


async def list_organisations_of(tx: Tx, person_id: UserId) -> tuple[OrganisationId, ...]:
    """Of somebody who may have left."""
    columns = tables.membership.c
    theirs = select(columns.organisation_id).where(columns.person_id == person_id)
    rows = await tx.connection.execute(theirs.order_by(columns.joined_at))
    return tuple(OrganisationId(each) for each in rows.scalars())


async def read_sessions_in_plain(tx: Tx, person_id: UserId) -> Rows:
    columns = tables.session.c
    wanted = select(tables.session).where(columns.person_id == person_id)
    return [
        {
            "device": row.device,
            "from": row.started_at.isoformat(),
            "until": (row.ended_at or row.seen_at).isoformat(),
        }
        for row in await tx.connection.execute(wanted.order_by(columns.started_at))
    ]


async def find_last_session_day(tx: Tx, person_id: UserId) -> date | None:
    columns = tables.session.c
    seen = select(columns.seen_at).where(columns.person_id == person_id)
    last = await tx.connection.execute(seen.order_by(columns.seen_at.desc()).limit(1))
    seen_at = last.scalar_one_or_none()
    return None if seen_at is None else business_date_at(seen_at)


async def read_deeds_in_plain(tx: Tx, person_id: UserId) -> Rows:
    """What the record says that they did, the newest first; bounded, because a file has to end."""
    columns = event_log.c
    wanted = select(columns.name, columns.occurred_at).where(columns.actor_id == person_id)
    newest = wanted.order_by(columns.position.desc()).limit(MOST_DEEDS)
    return [
        {"what": row.name, "at": row.occurred_at.isoformat()}
        for row in await tx.connection.execute(newest)
    ]


MOST_DEEDS = 10_000

LOOKING_AROUND = ("identity.", "privacy.", "engagement.", "parties.", "risk.", "matching.")
"""Events of these rooms bind nobody else: who has done no more may leave without a trace."""


async def find_last_deed_day(tx: Tx, person_id: UserId) -> date | None:
    """When they last did something that others rely on."""
    columns = event_log.c
    binding = [~columns.name.startswith(beginning) for beginning in LOOKING_AROUND]
    last = select(columns.occurred_at).where(columns.actor_id == person_id, *binding)
    found = await tx.connection.execute(last.order_by(columns.position.desc()).limit(1))
    occurred_at = found.scalar_one_or_none()
    return None if occurred_at is None else business_date_at(occurred_at)
