"""Every SELECT of compliance."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Select, and_, or_, select

from rongqu.infra.keyset import read_page
from rongqu.infra.policies import PackEntry, read_pack
from rongqu.infra.policies import policy as policy_table
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor, Portal
from rongqu.kernel.ids import ApprovalId, OrganisationId, PolicyChangeId, UserId
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.compliance import tables
from rongqu.modules.compliance.errors import ApprovalNotFound, PolicyUnknown
from rongqu.modules.compliance.rules import find_current, find_next
from rongqu.modules.compliance.types import (
    Approval,
    ApprovalStatus,
    Policy,
    PolicyChange,
    PolicyValue,
)

CHANGE_POLICY = "compliance.change_policy"
"""The stored command that gives a policy another value."""


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
    waiting = _approvals_of(CHANGE_POLICY).where(
        tables.approval.c.status == ApprovalStatus.PROPOSED
    )
    pending = {
        row.subject: to_change(to_approval(row)) for row in await tx.connection.execute(waiting)
    }
    return tuple(
        to_policy(tx, entry, histories.get(entry.key, []), pending.get(entry.key))
        for entry in read_pack().values()
    )


async def get_approval(tx: Tx, approval_id: ApprovalId) -> Approval:
    return await _one_approval(tx, approval_id, select(tables.approval))


async def lock_approval(tx: Tx, approval_id: ApprovalId) -> Approval:
    """For its decision, which is made once."""
    return await _one_approval(tx, approval_id, select(tables.approval).with_for_update())


async def find_pending(tx: Tx, command: str, subject: str) -> Approval | None:
    """Not scoped: for the room whose command it is."""
    waiting = _approvals_of(command).where(
        tables.approval.c.subject == subject, tables.approval.c.status == ApprovalStatus.PROPOSED
    )
    row = (await tx.connection.execute(waiting)).one_or_none()
    return None if row is None else to_approval(row)


async def list_pending(tx: Tx, command: str) -> tuple[Approval, ...]:
    """Of the actor's own house; oldest first. For the room whose command it is."""
    waiting = _approvals_of(command).where(
        tables.approval.c.organisation_id == tx.actor.organisation,
        tables.approval.c.status == ApprovalStatus.PROPOSED,
    )
    rows = await tx.connection.execute(waiting.order_by(tables.approval.c.id))
    return tuple(to_approval(row) for row in rows)


async def list_approvals(
    tx: Tx, wanted: Select[Any], status: ApprovalStatus | None, page: Page
) -> Slice[Approval]:
    """Newest first."""
    columns = tables.approval.c
    if status is not None:
        wanted = wanted.where(columns.status == status)
    return await read_page(tx, wanted, columns.id, page, to_approval)


async def list_changes(tx: Tx, status: ApprovalStatus | None, page: Page) -> Slice[PolicyChange]:
    found = await list_approvals(tx, _approvals_of(CHANGE_POLICY), status, page)
    return Slice(tuple(to_change(each) for each in found.items), found.next_cursor)


def visible_to(actor: Actor, decidable: Collection[str], within: Collection[str]) -> Select[Any]:
    """What the actor has asked for or may decide: the platform's people of everybody's wishes but
    those that stay `within` a house, others of their own house's alone."""
    columns = tables.approval.c
    is_own_house = columns.organisation_id == actor.organisation
    is_theirs = columns.command.in_(decidable)
    if actor.portal is Portal.OPERATIONS:
        is_theirs = and_(is_theirs, or_(columns.command.not_in(within), is_own_house))
    else:
        is_theirs = and_(is_theirs, is_own_house)
    return select(tables.approval).where(or_(is_theirs, columns.asked_by == actor.id))


def _approvals_of(command: str) -> Select[Any]:
    return select(tables.approval).where(tables.approval.c.command == command)


async def _one_approval(tx: Tx, approval_id: ApprovalId, statement: Select[Any]) -> Approval:
    wanted = statement.where(tables.approval.c.id == approval_id)
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise ApprovalNotFound(approval_id=approval_id)
    return to_approval(row)


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


def to_approval(row: Row[Any]) -> Approval:
    return Approval(
        id=ApprovalId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        command=row.command,
        subject=row.subject,
        content=row.content,
        reason=row.reason,
        status=ApprovalStatus(row.status),
        asked_by=UserId(row.asked_by),
        asked_at=row.asked_at,
        decided_by=None if row.decided_by is None else UserId(row.decided_by),
        decided_at=row.decided_at,
        decision_reason=row.decision_reason,
    )


def to_change(approval: Approval) -> PolicyChange:
    return PolicyChange(
        id=PolicyChangeId(approval.id),
        key=approval.subject,
        value=Decimal(approval.content["value"]),
        valid_from=date.fromisoformat(approval.content["valid_from"]),
        reason=approval.reason,
        status=approval.status,
        asked_by=approval.asked_by,
        asked_at=approval.asked_at,
        decided_by=approval.decided_by,
        decided_at=approval.decided_at,
        decision_reason=approval.decision_reason,
    )
