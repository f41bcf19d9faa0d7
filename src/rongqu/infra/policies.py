"""Numbers that are policy: thresholds, limits, fees, hours. Data with validity and author.

The defaults come from a policy pack (`src/rongqu/policies/cn.toml`), put into the table once by
`rongqu migrate`; changes are made by compliance with four eyes and never overwrite a value: a new
one starts on a later day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from importlib import resources
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    Date,
    Index,
    Named,
    Numeric,
    Table,
    Text,
    TypedColumns,
    bindparam,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on, insert

from rongqu.infra.histories import kept_with_history
from rongqu.infra.row_security import shared
from rongqu.infra.tables import Instant, metadata
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import NOBODY
from rongqu.kernel.errors import PolicyMissing
from rongqu.kernel.ids import new_id

EVER = date(2020, 1, 1)
"""The day from which the values of the pack hold."""


class _PolicyColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    key: Named[str] = Column(Text)
    value: Named[Decimal] = Column(Numeric)
    valid_from: Named[date] = Column(Date)
    author_id: Named[UUID]
    approver_id: Named[UUID | None]
    reason: Named[str] = Column(Text)
    recorded_at: Named[datetime] = Column(Instant)


policy = Table(
    "policy",
    metadata,
    _PolicyColumns,
    Index(None, "key", "valid_from", unique=True),
    schema="infra",
)
shared(policy, why="numbers that bind everybody")
kept_with_history(policy, "value", by_insert=True)


_IN_FORCE = (
    select(policy.c.value)
    .where(policy.c.key == bindparam("wanted"), policy.c.valid_from <= bindparam("day"))
    .order_by(policy.c.valid_from.desc())
    .limit(1)
)


async def read_policy(tx: Tx, key: str) -> Decimal:
    """The value in force on the business day; raises PolicyMissing when there is none."""
    return await read_policy_on(tx, key, tx.business_date)


async def read_policy_on(tx: Tx, key: str, day: date) -> Decimal:
    found = await tx.connection.execute(_IN_FORCE, {"wanted": key, "day": day})
    value = found.scalar_one_or_none()
    if value is None:
        raise PolicyMissing(key=key, day=day)
    return value


async def read_policies_on(tx: Tx, keys: Collection[str], day: date) -> dict[str, Decimal]:
    """Several at once; raises PolicyMissing for the first that has no value on that day."""
    found = await tx.connection.execute(
        select(policy.c.key, policy.c.value)
        .ext(distinct_on(policy.c.key))
        .where(policy.c.key.in_(keys), policy.c.valid_from <= day)
        .order_by(policy.c.key, policy.c.valid_from.desc())
    )
    values = {row.key: row.value for row in found}
    for key in keys:
        if key not in values:
            raise PolicyMissing(key=key, day=day)
    return values


@dataclass(frozen=True, slots=True, kw_only=True)
class PackEntry:
    """A number as the pack's author wrote it. `lowest` and `highest` bound every later change."""

    key: str
    value: Decimal
    why: str
    unit: str
    lowest: Decimal | None
    highest: Decimal | None


def read_pack(name: str = "cn") -> dict[str, PackEntry]:
    """Key -> entry. `why` is the reason or source; `unit` is empty for a bare number."""
    source = resources.files("rongqu.policies").joinpath(f"{name}.toml").read_text("utf-8")
    rooms: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(source, parse_float=Decimal)
    entries = [
        PackEntry(
            key=f"{room}.{key}",
            value=Decimal(entry["value"]),
            why=str(entry["why"]),
            unit=str(entry.get("unit", "")),
            lowest=_decimal(entry.get("min")),
            highest=_decimal(entry.get("max")),
        )
        for room, entries in rooms.items()
        for key, entry in entries.items()
    ]
    return {entry.key: entry for entry in entries}


def _decimal(number: int | Decimal | None) -> Decimal | None:
    return None if number is None else Decimal(number)


async def load_pack(tx: Tx, name: str = "cn") -> int:
    """Put the pack's values where no value starts on that day yet. Returns how many were new."""
    rows = [
        {
            "id": new_id(),
            "key": entry.key,
            "value": entry.value,
            "valid_from": EVER,
            "author_id": NOBODY,
            "reason": entry.why,
            "recorded_at": tx.now,
        }
        for entry in read_pack(name).values()
    ]
    loaded = await tx.connection.execute(
        insert(policy)
        .values(rows)
        .on_conflict_do_nothing(index_elements=[policy.c.key, policy.c.valid_from])
    )
    return loaded.rowcount
