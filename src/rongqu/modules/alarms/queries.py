"""What was refused lately, out of the record: by kind, by address, by account."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

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
from rongqu.kernel.ids import UserId
from rongqu.modules.alarms.types import Attacks, Trapped, Tried
from rongqu.modules.identity.public import name_people

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
INCIDENT_MINUTES = "identity.incident_minutes"
MOST = 50
"""Addresses and accounts: the worst. More than fifty are one attack."""

_TRIED = text("(name LIKE '%refused%' OR name LIKE '%canary%')")
"""As the index of the log has it."""


async def read_attacks(tx: Tx, days: int) -> Attacks:
    """Its caller has required a permission."""
    since, columns = tx.now - timedelta(days=days), event_log.c
    return Attacks(
        since=since,
        trapped=await _read_trapped(tx, since),
        kinds=await _read(tx, _tried(since, columns.name)),
        addresses=await _read(
            tx, _tried(since, columns.address).where(columns.address.is_not(None))
        ),
        accounts=await _read_accounts(tx, since),
    )


async def _read_accounts(tx: Tx, since: datetime) -> tuple[Tried, ...]:
    columns = event_log.c
    of_accounts = _tried(since, columns.subject_id).where(
        columns.name != CanaryOpened.name  # of a record or key, no account
    )
    tried = await _read(tx, of_accounts)
    named = await name_people(tx, [each.subject_id for each in tried if each.subject_id])
    return tuple(
        replace(each, display_name=named.get(UserId(each.subject_id)) if each.subject_id else None)
        for each in tried
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
    columns = event_log.c
    opened_by = cast(columns.payload["opened_by"].astext, Uuid).label("opened_by")
    wanted = (
        select(columns.name, columns.subject_id, columns.occurred_at, columns.address, opened_by)
        .where(_TRIED, columns.occurred_at >= since, columns.name.in_(TRAPS))
        .order_by(columns.position.desc())
        .limit(MOST)
    )
    rows = (await tx.connection.execute(wanted)).all()
    named = await name_people(tx, [row.opened_by for row in rows if row.opened_by])
    within = timedelta(minutes=int(await read_policy(tx, INCIDENT_MINUTES)))
    return tuple(
        Trapped(
            name=row.name,
            subject_id=row.subject_id,
            at=row.occurred_at,
            due_at=row.occurred_at + within,
            address=row.address,
            opened_by=row.opened_by,
            display_name=named.get(UserId(row.opened_by)) if row.opened_by else None,
        )
        for row in rows
    )
