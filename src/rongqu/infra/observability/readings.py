"""What the database knows about the house's own machinery: deliveries and jobs."""

from __future__ import annotations

from sqlalchemy import text

from rongqu.infra.observability.metrics import Values, reading
from rongqu.infra.tx import Tx

_WAITING = text("""
    SELECT split_part(handler, '.', 1), count(*)
    FROM infra.event_delivery WHERE done_at IS NULL AND parked_at IS NULL GROUP BY 1
""")
_PARKED = text("""
    SELECT split_part(handler, '.', 1), count(*)
    FROM infra.event_delivery WHERE done_at IS NULL AND parked_at IS NOT NULL GROUP BY 1
""")
_LAG = text("""
    SELECT coalesce(extract(epoch FROM :now - min(log.occurred_at)), 0)
    FROM infra.event_delivery delivery JOIN infra.event_log log ON log.id = delivery.event_id
    WHERE delivery.done_at IS NULL AND delivery.parked_at IS NULL
      AND (delivery.retry_at IS NULL OR delivery.retry_at <= :now)
""")
_UNCOLLECTED = text("SELECT collector, count(*) FROM infra.event_inbox GROUP BY 1")
_JOBS = text("SELECT queue_name, status::text, count(*) FROM procrastinate_jobs GROUP BY 1, 2")


@reading("rongqu_deliveries_waiting", "Deliveries not made yet, by the handler's room.", ("room",))
async def read_waiting(tx: Tx) -> Values:
    rows = await tx.connection.execute(_WAITING)
    return {(room,): count for room, count in rows}


@reading("rongqu_deliveries_parked", "Deliveries that wait for a person, by room.", ("room",))
async def read_parked(tx: Tx) -> Values:
    rows = await tx.connection.execute(_PARKED)
    return {(room,): count for room, count in rows}


@reading("rongqu_relay_lag_seconds", "Age of the oldest event whose delivery is due.")
async def read_lag(tx: Tx) -> Values:
    lag = (await tx.connection.execute(_LAG, {"now": tx.now})).scalar_one()
    return {(): float(lag)}


@reading("rongqu_events_uncollected", "Events that a collector has not taken.", ("collector",))
async def read_uncollected(tx: Tx) -> Values:
    rows = await tx.connection.execute(_UNCOLLECTED)
    return {(collector,): count for collector, count in rows}


@reading("rongqu_jobs", "Jobs on record, by queue and state.", ("queue", "state"))
async def read_jobs(tx: Tx) -> Values:
    rows = await tx.connection.execute(_JOBS)
    return {(queue, state): count for queue, state, count in rows}
