"""Put on record that roles have ended. They count for nothing since their last day was over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, literal, select, update

from rongqu.events.identity import MemberRemoved, MemberRolesChanged
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import UserId
from rongqu.modules.identity import queries, tables


async def record_ended_roles(tx: Tx) -> None:
    """Internal: only the job calls it. Whoever has no role left has left."""
    columns = tables.membership.c
    today = queries.roles_on(literal(tx.business_date)).label("today")
    ended = (
        select(columns.person_id, columns.organisation_id, columns.roles, columns.role_ends, today)
        .where(queries.is_current, columns.roles != today)
        .order_by(columns.person_id)
        .with_for_update()
    )
    rows: Sequence[Row[*tuple[Any, ...]]] = (await tx.connection.execute(ended)).all()
    for row in rows:
        await (_take_roles(tx, row) if row.today else _take_out(tx, row))


async def _take_roles(tx: Tx, row: Row[*tuple[Any, ...]]) -> None:
    left = {role: day for role, day in row.role_ends.items() if role in row.today}
    await _change(tx, row, roles=row.today, role_ends=left)
    await tx.publish(
        MemberRolesChanged(
            subject_id=UserId(row.person_id),
            parties=(row.organisation_id,),
            organisation_id=row.organisation_id,
            changes=changes_between(
                {"roles": row.roles, "role_ends": row.role_ends},
                {"roles": row.today, "role_ends": left},
            ),
        )
    )


async def _take_out(tx: Tx, row: Row[*tuple[Any, ...]]) -> None:
    await _change(tx, row, ended_at=tx.now)
    await tx.publish(
        MemberRemoved(
            subject_id=UserId(row.person_id),
            parties=(row.organisation_id,),
            organisation_id=row.organisation_id,
            changes=changes_between({"roles": row.roles}, {}),
        )
    )


async def _change(tx: Tx, row: Row[*tuple[Any, ...]], **values: Any) -> None:
    columns = tables.membership.c
    await tx.connection.execute(
        update(tables.membership)
        .where(columns.person_id == row.person_id, columns.organisation_id == row.organisation_id)
        .values(**values)
    )
