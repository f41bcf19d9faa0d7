"""Every SELECT of the log."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ARRAY, ColumnElement, Row, Uuid, any_, func, literal, select, true, tuple_

from rongqu.infra.event_log import event_inbox, event_log, statement_of_event
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.evidence import permissions, tables
from rongqu.modules.evidence.commitments import COMMITMENT_BYTES, SALT_BYTES
from rongqu.modules.evidence.errors import (
    AnchoringNotFound,
    EntryNotFound,
    LogEmpty,
    NotYetOnRecord,
)
from rongqu.modules.evidence.notes import Checkpoint, Note, add_signatures
from rongqu.modules.evidence.tree.tiles import TileKey, Tiles
from rongqu.modules.evidence.types import (
    Anchoring,
    Audit,
    Entry,
    EventLine,
    Finding,
    SignedCheckpoint,
    Statement,
)

COLLECTOR = "evidence.keep_facts"
WITNESS = "witness:"
"""So the names of anchors begin that are witnesses."""
MOST_WITNESSES = 16


async def find_newest_checkpoint(tx: Tx) -> SignedCheckpoint | None:
    newest = select(tables.checkpoint).order_by(tables.checkpoint.c.size.desc()).limit(1)
    row = (await tx.connection.execute(newest)).one_or_none()
    return None if row is None else _to_checkpoint(row)


async def get_newest_checkpoint(tx: Tx) -> SignedCheckpoint:
    found = await find_newest_checkpoint(tx)
    if found is None:
        raise LogEmpty
    return found


async def get_checkpoint(tx: Tx, size: int) -> SignedCheckpoint:
    of_size = select(tables.checkpoint).where(tables.checkpoint.c.size == size)
    row = (await tx.connection.execute(of_size)).one_or_none()
    if row is None:
        raise EntryNotFound(size=size)
    return _to_checkpoint(row)


async def read_tiles(tx: Tx, keys: Collection[TileKey]) -> Tiles:
    """Those that are there: a missing one is noticed by who needs it."""
    if not keys:
        return {}
    columns = tables.tile.c
    wanted = tuple_(columns.level, columns.number).in_([(key.level, key.index) for key in keys])
    rows = await tx.connection.execute(select(tables.tile).where(wanted))
    return {TileKey(row.level, row.number): row.hashes for row in rows}


async def get_entry(tx: Tx, index: int) -> Entry:
    found = await find_entry(tx, index)
    if found is None:
        raise EntryNotFound(index=index)
    return found


async def find_entry(tx: Tx, index: int) -> Entry | None:
    columns = tables.batch.c
    holding = (
        select(tables.batch)
        .where(columns.first_index <= index)
        .order_by(columns.first_index.desc())
        .limit(1)
    )
    row = (await tx.connection.execute(holding)).one_or_none()
    if row is None or index >= row.first_index + row.size:
        return None
    return _to_entry(row, index - row.first_index)


async def find_entry_of_event(tx: Tx, event_id: UUID) -> Entry | None:
    """Ids are time-ordered, so few batches can hold an event: mostly the first one looked at."""
    columns = tables.batch.c
    holding = (
        select(tables.batch)
        .where(
            columns.highest_event_id >= event_id,
            columns.lowest_event_id <= event_id,
            literal(event_id) == any_(columns.event_ids),
        )
        .order_by(columns.highest_event_id)
        .limit(1)
    )
    row = (await tx.connection.execute(holding)).one_or_none()
    return None if row is None else _to_entry(row, row.event_ids.index(event_id))


async def find_entries_of_events(tx: Tx, event_ids: Collection[UUID]) -> dict[UUID, Entry]:
    """Those that are on record, each batch read once."""
    wanted = func.unnest(literal(list(event_ids), ARRAY(Uuid))).table_valued("id").render_derived()
    columns = tables.batch.c
    holding = (
        select(columns.first_index)
        .where(
            columns.highest_event_id >= wanted.c.id,
            columns.lowest_event_id <= wanted.c.id,
            wanted.c.id == any_(columns.event_ids),
        )
        .order_by(columns.highest_event_id)
        .limit(1)
        .lateral("holding")
    )
    batches = select(holding.c.first_index).select_from(wanted).join(holding, true())
    held = select(tables.batch).where(columns.first_index.in_(batches))
    ids = frozenset(event_ids)
    return {
        event_id: _to_entry(row, at)
        for row in await tx.connection.execute(held)
        for at, event_id in enumerate(row.event_ids)
        if event_id in ids
    }


async def get_index_of(tx: Tx, event_id: UUID) -> int:
    found = await find_entry_of_event(tx, event_id)
    if found is None:
        raise EntryNotFound(event_id=event_id)
    return found.index


async def get_visible_entry(tx: Tx, event_id: UUID) -> Entry:
    """Of an event that the actor may see."""
    columns = event_log.c
    is_there = select(columns.id).where(columns.id == event_id, _is_visible(tx))
    is_known = (await tx.connection.execute(is_there)).one_or_none() is not None
    found = await find_entry_of_event(tx, event_id)
    if found is not None and (is_known or _concerns(tx, found)):
        return found
    if is_known:
        raise NotYetOnRecord(event_id=event_id)
    raise EntryNotFound(event_id=event_id)


def _concerns(tx: Tx, entry: Entry) -> bool:
    """By what is on record: the event itself may have been deleted."""
    if tx.actor.may(permissions.VIEW_EVERYWHERE):
        return True
    fact: dict[str, Any] = json.loads(entry.fact or "{}")
    return str(tx.actor.organisation) in fact.get("parties", ())


async def list_events_concerning(
    tx: Tx, subjects: Collection[UUID], parties: Collection[OrganisationId], limit: int
) -> list[EventLine]:
    """The newest about these subjects that name one of these organisations, oldest first."""
    columns = event_log.c
    found = (
        select(columns.id, columns.name, columns.occurred_at)
        .where(columns.subject_id.in_(subjects), columns.parties.overlap(list(parties)))
        .order_by(columns.position.desc())
        .limit(limit)
    )
    return [EventLine(*row) for row in reversed(list(await tx.connection.execute(found)))]


async def list_events_of_subject(tx: Tx, subject_id: UUID, limit: int) -> list[EventLine]:
    """Newest first, as far as the actor may see them."""
    columns = event_log.c
    found = (
        select(columns.id, columns.name, columns.occurred_at)
        .where(columns.subject_id == subject_id, _is_visible(tx))
        .order_by(columns.position.desc())
        .limit(limit)
    )
    return [EventLine(*row) for row in await tx.connection.execute(found)]


async def list_events_named(tx: Tx, subject_id: UUID, name: str) -> list[UUID]:
    """About a subject, by whomever."""
    columns = event_log.c
    found = select(columns.id).where(columns.subject_id == subject_id, columns.name == name)
    return list((await tx.connection.execute(found)).scalars())


async def lock_event(tx: Tx, event_id: UUID) -> None:
    """One erasure of it at a time, for this transaction; the row itself cannot be locked by whoever
    may not change it."""
    key = func.hashtextextended(literal(f"evidence.erase_fact {event_id}"), 0)
    await tx.connection.execute(select(func.pg_advisory_xact_lock(key)))


async def find_statement(tx: Tx, event_id: UUID) -> Statement | None:
    """What the event log says now."""
    now = select(statement_of_event()).where(event_log.c.id == event_id)
    return (await tx.connection.execute(now)).scalar_one_or_none()


async def list_entries(tx: Tx, before: int, limit: int) -> list[Entry]:
    """The `limit` entries before an index, newest first."""
    columns = tables.batch.c
    found = (
        select(tables.batch)
        .where(columns.first_index < before)
        .order_by(columns.first_index.desc())
        .limit(limit)
    )
    entries: list[Entry] = []
    for row in await tx.connection.execute(found):
        last = min(row.size, before - row.first_index)
        entries += [_to_entry(row, at) for at in range(last - 1, -1, -1)]
        if len(entries) >= limit:
            break
    return entries[:limit]


async def list_entries_between(tx: Tx, start: int, end: int) -> list[Entry]:
    """In order; `start` is where a batch begins."""
    columns = tables.batch.c
    found = (
        select(tables.batch)
        .where(columns.first_index >= start, columns.first_index < end)
        .order_by(columns.first_index)
    )
    rows = await tx.connection.execute(found)
    return [_to_entry(row, at) for row in rows for at in range(row.size)]


async def find_newest_anchoring(tx: Tx, anchor: str) -> Anchoring | None:
    columns = tables.anchoring.c
    newest = (
        select(tables.anchoring)
        .where(columns.anchor == anchor)
        .order_by(columns.size.desc())
        .limit(1)
    )
    row = (await tx.connection.execute(newest)).one_or_none()
    return None if row is None else _to_anchoring(row)


async def find_cosigned(tx: Tx, index: int) -> SignedCheckpoint | None:
    """The newest checkpoint that witnesses have signed and that covers this entry, with all of
    their cosignatures."""
    columns = tables.anchoring.c
    wanted = (
        select(tables.anchoring)
        .where(columns.anchor.startswith(WITNESS), columns.size > index)
        .order_by(columns.size.desc(), columns.anchor)
        .limit(MOST_WITNESSES)
    )
    rows = list(await tx.connection.execute(wanted))
    same = [row for row in rows if row.size == rows[0].size]
    if not same:
        return None
    note = add_signatures(same[0].note, [row.receipt.decode() for row in same])
    root = Checkpoint.parse(Note.parse(note).text).root
    return SignedCheckpoint(size=same[0].size, root=root, note=note, made_at=same[0].anchored_at)


async def list_anchorings(tx: Tx, limit: int) -> list[Anchoring]:
    """Newest first."""
    newest = select(tables.anchoring).order_by(tables.anchoring.c.id.desc()).limit(limit)
    return [_to_anchoring(row) for row in await tx.connection.execute(newest)]


async def get_anchoring(tx: Tx, anchoring_id: UUID) -> Anchoring:
    wanted = select(tables.anchoring).where(tables.anchoring.c.id == anchoring_id)
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise AnchoringNotFound(anchoring_id=anchoring_id)
    return _to_anchoring(row)


async def count_waiting(tx: Tx) -> int:
    """Events of which no fact is kept yet; other collectors have inboxes of their own."""
    waiting = select(func.count()).where(event_inbox.c.collector == COLLECTOR)
    return (await tx.connection.execute(waiting)).scalar_one()


async def list_audits(tx: Tx, limit: int) -> list[Audit]:
    """Newest first."""
    newest = select(tables.audit).order_by(tables.audit.c.id.desc()).limit(limit)
    return [
        Audit(
            id=row.id,
            started_at=row.started_at,
            ended_at=row.ended_at,
            size=row.size,
            findings=_FINDINGS.validate_python(row.findings),
            more_findings=row.more_findings,
        )
        for row in await tx.connection.execute(newest)
    ]


def dump_findings(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    return _FINDINGS.dump_python(findings, mode="json")


async def find_intact_at(tx: Tx, index: int) -> datetime | None:
    """When an audit last went over it and found nothing at all."""
    columns = tables.audit.c
    clean = select(func.max(columns.started_at)).where(
        columns.size > index, func.jsonb_array_length(columns.findings) == 0
    )
    return (await tx.connection.execute(clean)).scalar_one()


_FINDINGS = TypeAdapter(tuple[Finding, ...])


def _is_visible(tx: Tx) -> ColumnElement[bool]:
    if tx.actor.may(permissions.VIEW_EVERYWHERE):
        return event_log.c.id.is_not(None)
    tx.actor.require(permissions.VIEW)
    return event_log.c.parties.contains([tx.actor.organisation])


def _to_checkpoint(row: Row[Any]) -> SignedCheckpoint:
    return SignedCheckpoint(size=row.size, root=row.root, note=row.note, made_at=row.made_at)


def _to_anchoring(row: Row[Any]) -> Anchoring:
    return Anchoring(
        id=row.id,
        anchor=row.anchor,
        size=row.size,
        note=row.note,
        reference=row.reference,
        receipt=row.receipt,
        anchored_at=row.anchored_at,
    )


def _to_entry(row: Row[Any], at: int) -> Entry:
    fact = row.facts[at]
    return Entry(
        index=row.first_index + at,
        event_id=row.event_ids[at],
        fact=fact,
        salt=None if fact is None else row.salts[at * SALT_BYTES : (at + 1) * SALT_BYTES],
        commitment=row.commitments[at * COMMITMENT_BYTES : (at + 1) * COMMITMENT_BYTES],
        appended_at=row.appended_at,
    )
