"""The record of everything: the event log as an auditor searches it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Text, func, literal_column, null, select

from rongqu.infra.event_log import event_log
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EventId, UserId
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.identity import tables
from rongqu.modules.identity.types import AuditRecord, RecordSearch

CHANGES = literal_column("'changes'", Text)
"""Of a `ChangeEvent`; spelled as in the index."""
READ_AT_ONCE = 250
"""Records of one page of a file: packing them keeps others waiting for some milliseconds."""


async def search_records(tx: Tx, search: RecordSearch, page: Page) -> Slice[AuditRecord]:
    """Newest first, by position: the cursor is the id of the last line seen."""
    columns = event_log.c
    found = (
        select(event_log, tables.person.c.display_name)
        .outerjoin(tables.person, tables.person.c.id == columns.actor_id)
        .where(*_conditions(search))
        .order_by(columns.position.desc())
        .limit(page.limit + 1)
    )
    if page.after is not None:
        last_seen = select(columns.position).where(columns.id == page.after).scalar_subquery()
        found = found.where(columns.position < last_seen)
    rows = await tx.connection.execute(found)
    records: list[tuple[UUID, AuditRecord]] = [(row.id, to_record(row)) for row in rows]
    return Slice[AuditRecord].of(records, page.limit)


async def read_records(tx: Tx, search: RecordSearch) -> AsyncIterator[tuple[AuditRecord, ...]]:
    """Oldest first, without names, a few at a time: for a file of any size. Its caller has required
    a permission."""
    columns = event_log.c
    found = (
        select(event_log, null().label("display_name"))
        .where(*_conditions(search))
        .order_by(columns.position)
        .limit(READ_AT_ONCE)
    )
    last_seen = 0
    while rows := (await tx.connection.execute(found.where(columns.position > last_seen))).all():
        yield tuple(to_record(row) for row in rows)
        last_seen = rows[-1].position


def _conditions(search: RecordSearch) -> list[ColumnElement[bool]]:
    columns = event_log.c
    conditions: list[ColumnElement[bool]] = []
    if search.subject_id is not None:
        conditions.append(columns.subject_id == search.subject_id)
    if search.actor_id is not None:
        conditions.append(columns.actor_id == search.actor_id)
    if search.organisation_id is not None:
        conditions.append(columns.parties.contains([search.organisation_id]))
    if search.name:
        conditions.append(columns.name.startswith(search.name, autoescape=True))
    if search.since is not None:
        conditions.append(columns.occurred_at >= search.since)
    if search.until is not None:
        conditions.append(columns.occurred_at < search.until)
    if search.changes_only:
        conditions.append(func.jsonb_exists(columns.payload, CHANGES))
    return conditions


def to_record(row: Row[Any]) -> AuditRecord:
    return AuditRecord(
        id=EventId(row.id),
        position=row.position,
        name=row.name,
        subject_id=row.subject_id,
        parties=tuple(row.parties),
        payload=row.payload,
        actor_id=UserId(row.actor_id),
        actor_name=row.display_name,
        occurred_at=row.occurred_at,
        correlation_id=row.correlation_id,
        address=row.address,
    )
