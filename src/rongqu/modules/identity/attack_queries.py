"""What was refused lately, out of the record: by kind, by address, by account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, cast, func, select, text

from rongqu.events.contracts import SigningCodeRefused
from rongqu.events.identity import (
    CanaryOpened,
    CanaryTouched,
    ClientRefused,
    CodeRefused,
    FederatedSignInRefused,
    PasswordRefused,
    SignInRefused,
)
from rongqu.infra.event_log import event_log
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.pii import PersonName
from rongqu.modules.identity import tables

KINDS = (
    SignInRefused,
    PasswordRefused,
    CodeRefused,
    ClientRefused,
    FederatedSignInRefused,
    SigningCodeRefused,
    CanaryTouched,
    CanaryOpened,
)
TRAPS = (CanaryTouched.name, CanaryOpened.name)
MOST = 50
"""Addresses and accounts: the worst. More than fifty are one attack."""

_TRIED = text("(name LIKE '%refused%' OR name LIKE '%canary%')")
"""As the index of the log has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """How often, and when last. One of `name`, `address` and `subject_id` says of what."""

    times: int
    last_at: datetime
    name: str | None = None
    address: str | None = None
    subject_id: UUID | None = None
    display_name: PersonName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trapped:
    """A canary that somebody touched. `opened_by`: who, when it was somebody known; by `due_at`
    somebody has to be looking into it."""

    name: str
    subject_id: UUID
    at: datetime
    due_at: datetime
    address: str | None
    opened_by: UUID | None
    display_name: PersonName | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attacks:
    since: datetime
    trapped: tuple[Trapped, ...]
    kinds: tuple[Tried, ...]
    addresses: tuple[Tried, ...]
    accounts: tuple[Tried, ...]


async def read_attacks(tx: Tx, days: int) -> Attacks:
    """Its caller has required a permission."""
    since, columns = tx.now - timedelta(days=days), event_log.c
    people = tables.person.c
    return Attacks(
        since=since,
        trapped=await _read_trapped(tx, since),
        kinds=await _read(tx, _tried(since, columns.name)),
        addresses=await _read(
            tx, _tried(since, columns.address).where(columns.address.is_not(None))
        ),
        accounts=await _read(
            tx,
            _tried(since, columns.subject_id, people.display_name)
            .outerjoin(tables.person, people.id == columns.subject_id)
            .where(columns.name != CanaryOpened.name),  # of a record or key, no account
        ),
    )


def _tried(since: datetime, *by: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    columns = event_log.c
    times, last_at = func.count().label("times"), func.max(columns.occurred_at).label("last_at")
    return (
        select(times, last_at, *by)
        .select_from(event_log)
        .where(
            _TRIED, columns.occurred_at >= since, columns.name.in_([kind.name for kind in KINDS])
        )
        .group_by(*by)
        .order_by(times.desc(), last_at.desc())
        .limit(MOST)
    )


async def _read(tx: Tx, wanted: Select[*tuple[Any, ...]]) -> tuple[Tried, ...]:
    names = [column.name for column in wanted.selected_columns]
    rows = await tx.connection.execute(wanted)
    return tuple(Tried(**dict(zip(names, row, strict=True))) for row in rows)


async def _read_trapped(tx: Tx, since: datetime) -> tuple[Trapped, ...]:
    """Newest first."""
    columns, people = event_log.c, tables.person.c
    opened_by = cast(columns.payload["opened_by"].astext, Uuid)
    wanted = (
        select(
            columns.name,
            columns.subject_id,
            columns.occurred_at,
            columns.address,
            opened_by.label("opened_by"),
            people.display_name,
        )
        .outerjoin(tables.person, people.id == opened_by)
        .where(_TRIED, columns.occurred_at >= since, columns.name.in_(TRAPS))
        .order_by(columns.position.desc())
        .limit(MOST)
    )
    within = timedelta(minutes=int(await read_policy(tx, "identity.incident_minutes")))
    return tuple(
        Trapped(
            name=row.name,
            subject_id=row.subject_id,
            at=row.occurred_at,
            due_at=row.occurred_at + within,
            address=row.address,
            opened_by=row.opened_by,
            display_name=row.display_name,
        )
        for row in await tx.connection.execute(wanted)
    )
