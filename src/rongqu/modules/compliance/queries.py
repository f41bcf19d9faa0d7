"""Every SELECT of compliance."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select

from rongqu.infra.policies import PackEntry, read_pack
from rongqu.infra.policies import policy as policy_table
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import PolicyChangeId, UserId
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.compliance import tables
from rongqu.modules.compliance.errors import ChangeNotFound, PolicyUnknown
from rongqu.modules.compliance.rules import find_current, find_next
from rongqu.modules.compliance.types import ChangeStatus, Policy, PolicyChange, PolicyValue


def get_entry(key: str) -> PackEntry:
    """What the pack declares about a policy: unit, bounds, reason."""
    entry = read_pack().get(key)
    if entry is None:
        raise PolicyUnknown(key=key)
    return entry


async def list_policies(tx: Tx) -> tuple[Policy, ...]:
    """All that the pack knows, in its order; some dozens, so that no pages are needed."""
    histories: dict[str, list[PolicyValue]] = {}
    newest_first = select(policy_table).order_by(policy_table.c.valid_from.desc())
    for row in await tx.connection.execute(newest_first):
        histories.setdefault(row.key, []).append(to_value(row))
    waiting = select(tables.policy_change).where(
        tables.policy_change.c.status == ChangeStatus.PROPOSED
    )
    pending = {row.key: to_change(row) for row in await tx.connection.execute(waiting)}
    return tuple(
        to_policy(tx, entry, histories.get(entry.key, []), pending.get(entry.key))
        for entry in read_pack().values()
    )


async def get_change(tx: Tx, change_id: PolicyChangeId) -> PolicyChange:
    return await _one_change(tx, change_id, select(tables.policy_change))


async def lock_change(tx: Tx, change_id: PolicyChangeId) -> PolicyChange:
    """For its decision, which is made once."""
    return await _one_change(tx, change_id, select(tables.policy_change).with_for_update())


async def list_changes(tx: Tx, status: ChangeStatus | None, page: Page) -> Slice[PolicyChange]:
    columns = tables.policy_change.c
    found = select(tables.policy_change).order_by(columns.id.desc()).limit(page.limit + 1)
    if status is not None:
        found = found.where(columns.status == status)
    if page.after is not None:
        found = found.where(columns.id < page.after)
    changes: list[tuple[UUID, PolicyChange]] = [
        (row.id, to_change(row)) for row in await tx.connection.execute(found)
    ]
    return Slice[PolicyChange].of(changes, page.limit)


async def _one_change(tx: Tx, change_id: PolicyChangeId, statement: Select[Any]) -> PolicyChange:
    wanted = statement.where(tables.policy_change.c.id == change_id)
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise ChangeNotFound(change_id=change_id)
    return to_change(row)


def to_policy(
    tx: Tx, entry: PackEntry, history: list[PolicyValue], pending: PolicyChange | None
) -> Policy:
    return Policy(
        key=entry.key,
        unit=entry.unit,
        lowest=entry.lowest,
        highest=entry.highest,
        why=entry.why,
        current=find_current(history, tx.business_date),
        next=find_next(history, tx.business_date),
        history=tuple(history),
        pending=pending,
    )


def to_value(row: Row[Any]) -> PolicyValue:
    return PolicyValue(
        value=row.value,
        valid_from=row.valid_from,
        reason=row.reason,
        author_id=UserId(row.author_id),
        approver_id=None if row.approver_id is None else UserId(row.approver_id),
        recorded_at=row.recorded_at,
    )


def to_change(row: Row[Any]) -> PolicyChange:
    return PolicyChange(
        id=PolicyChangeId(row.id),
        key=row.key,
        value=row.value,
        valid_from=row.valid_from,
        reason=row.reason,
        status=ChangeStatus(row.status),
        asked_by=UserId(row.asked_by),
        asked_at=row.asked_at,
        decided_by=None if row.decided_by is None else UserId(row.decided_by),
        decided_at=row.decided_at,
        decision_reason=row.decision_reason,
    )
