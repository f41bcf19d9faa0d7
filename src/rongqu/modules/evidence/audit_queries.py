"""What an audit reads: wide windows, and only what differs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text

from rongqu.infra.event_log import statement_of_event
from rongqu.infra.tx import Tx
from rongqu.modules.evidence.queries import COLLECTOR
from rongqu.modules.evidence.types import Statement


@dataclass(frozen=True, slots=True)
class Batch:
    first_index: int
    size: int
    event_ids: list[UUID]
    facts: list[str | None]
    salts: bytes
    commitments: bytes


@dataclass(frozen=True, slots=True)
class Difference:
    """`now` is None when the event is gone, `was` where the fact was erased."""

    index: int
    event_id: UUID
    was: dict[str, Any] | None
    now: dict[str, Any] | None


async def list_batches(tx: Tx, start: int, end: int | None) -> list[Batch]:
    rows = await tx.connection.execute(_BATCHES, {"start": start, "end": end})
    return [Batch(*row) for row in rows]


async def list_differences(tx: Tx, start: int, end: int) -> list[Difference]:
    """Where the event log no longer says what is on record: compared by the database, as JSON."""
    rows = await tx.connection.execute(_DIFFERENCES, {"start": start, "end": end})
    return [
        Difference(row.place, row.event_id, json.loads(row.was or "null"), row.now) for row in rows
    ]


async def do_counts_agree(tx: Tx) -> bool:
    """As many events as there are on record or waiting to be; in one instant."""
    row = (await tx.connection.execute(_COUNTS, {"collector": COLLECTOR})).one()
    return int(row.events) == int(row.recorded) + int(row.waiting)


async def list_unrecorded(tx: Tx, limit: int) -> list[tuple[UUID, Statement]]:
    rows = await tx.connection.execute(_UNRECORDED, {"collector": COLLECTOR, "limit": limit})
    return [(row.id, row.now) for row in rows]


_STATEMENT = str(statement_of_event().compile()).replace("infra.event_log.", "event_log.")
_BATCHES = text("""
    SELECT first_index, size, event_ids, facts, salts, commitments FROM evidence.batch
    WHERE first_index >= :start AND (CAST(:end AS bigint) IS NULL OR first_index < :end)
    ORDER BY first_index
""")
_DIFFERENCES = text(f"""
    WITH fact AS MATERIALIZED (
        SELECT batch.first_index + line.number - 1 AS place, line.event_id, line.content
        FROM evidence.batch
            CROSS JOIN LATERAL unnest(batch.event_ids, batch.facts)
                WITH ORDINALITY AS line (event_id, content, number)
        WHERE batch.first_index >= :start AND batch.first_index < :end
    )
    SELECT fact.place, fact.event_id, fact.content AS was,
           CASE WHEN event_log.id IS NOT NULL THEN {_STATEMENT} END AS now
    FROM fact LEFT JOIN infra.event_log ON event_log.id = fact.event_id
        AND event_log.id >= (SELECT event_id FROM fact ORDER BY event_id LIMIT 1)
        AND event_log.id <= (SELECT event_id FROM fact ORDER BY event_id DESC LIMIT 1)
    WHERE event_log.id IS NULL
       OR (fact.content IS NOT NULL AND CAST(fact.content AS jsonb) IS DISTINCT FROM {_STATEMENT})
    ORDER BY 1 LIMIT 200
""")  # nosec B608 # our own names
"""The bounds say nothing new, but keep a merge from reading the event log from its beginning."""
_COUNTS = text("""
    SELECT (SELECT count(*) FROM infra.event_log) AS events,
           (SELECT coalesce(sum(size), 0) FROM evidence.batch) AS recorded,
           (SELECT count(*) FROM infra.event_inbox WHERE collector = :collector) AS waiting
""")
_UNRECORDED = text(f"""
    SELECT event_log.id, {_STATEMENT} AS now FROM infra.event_log
    WHERE NOT EXISTS (
        SELECT FROM infra.event_inbox
        WHERE event_inbox.event_id = event_log.id AND collector = :collector
    ) AND event_log.id NOT IN (SELECT unnest(event_ids) FROM evidence.batch)
    ORDER BY event_log.position LIMIT :limit
""")  # nosec B608 # our own names
