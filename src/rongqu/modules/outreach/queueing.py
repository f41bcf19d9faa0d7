"""From events to messages that wait, and from there to the one that is sent next."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.outreach import TestAsked
from rongqu.infra.event_log import Logged
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.outreach import queries, tables
from rongqu.modules.outreach.offers import TOLD, data_of
from rongqu.modules.outreach.types import DeliveryState, Endpoint, EndpointState, Letter

LEASE = timedelta(minutes=2)
"""Longer than an attempt takes: whoever died while sending is followed by another after it."""


async def queue_events(tx: Tx, events: Sequence[Logged]) -> frozenset[UUID]:
    """Safe to repeat: an event is one message, and one delivery to each endpoint that chose it.
    Returns the endpoints for which something is due now.

    What waits may have been told when it was published, and be told no longer.
    """
    told = [event for event in events if event.statement["name"] in TOLD]
    if not told:
        return frozenset()
    parties = {UUID(party) for event in told for party in event.statement["parties"]}
    endpoints = await queries.list_endpoints_of(tx, parties)
    wanted = [(event, each) for event in told for each in endpoints if _concerns(event, each)]
    if not wanted:
        return frozenset()
    messages = {event.id: _message_of(event) for event, _ in wanted}
    await tx.connection.execute(
        insert(tables.message).values(list(messages.values())).on_conflict_do_nothing()
    )
    deliveries = [_delivery_of(event.id, each, tx.now) for event, each in wanted]
    queued = await tx.connection.execute(
        insert(tables.delivery)
        .values(deliveries)
        .on_conflict_do_nothing()
        .returning(tables.delivery.c.endpoint_id, tables.delivery.c.state)
    )
    return frozenset(row.endpoint_id for row in queued if row.state == DeliveryState.QUEUED)


def _concerns(event: Logged, endpoint: Endpoint) -> bool:
    """Its own organisation's, and chosen. A test message is for the one that is tried out."""
    name = event.statement["name"]
    if str(endpoint.organisation_id) not in event.statement["parties"]:
        return False
    if name == TestAsked.name:
        return event.statement["subject"] == str(endpoint.id)
    return name in endpoint.event_names


def _message_of(event: Logged) -> dict[str, Any]:
    said = event.statement
    body = {
        "type": said["name"],
        "timestamp": said["at"],
        "data": data_of(said["name"], said["subject"], said["content"]),
    }
    return {
        "id": event.id,
        "event_name": said["name"],
        "occurred_at": datetime.fromisoformat(said["at"]),
        "body": json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(),
    }


def _delivery_of(message_id: UUID, endpoint: Endpoint, now: datetime) -> dict[str, Any]:
    is_active = endpoint.state is EndpointState.ACTIVE
    return {
        "id": new_id(),
        "endpoint_id": endpoint.id,
        "message_id": message_id,
        "state": DeliveryState.QUEUED if is_active else DeliveryState.HELD,
        "attempts": 0,
        "tries": 0,
        "next_at": now if is_active else None,
    }


async def claim_letter(tx: Tx, endpoint_id: UUID) -> Letter | None:
    """The oldest that is due; for the time of an attempt nobody else takes it."""
    columns = tables.delivery.c
    due = (
        select(columns.id)
        .where(
            columns.endpoint_id == endpoint_id,
            columns.state == DeliveryState.QUEUED,
            columns.next_at <= tx.now,
        )
        .order_by(columns.next_at, columns.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    claimed = await tx.connection.execute(
        update(tables.delivery)
        .where(columns.id == due.scalar_subquery())
        .values(next_at=tx.now + LEASE)
        .returning(columns.id, columns.message_id, columns.attempts)
    )
    row = claimed.one_or_none()
    if row is None:
        return None
    endpoint = (
        await tx.connection.execute(
            select(tables.endpoint).where(tables.endpoint.c.id == endpoint_id)
        )
    ).one()
    is_former_valid = endpoint.former_secret_ends_at and tx.now < endpoint.former_secret_ends_at
    former = [endpoint.former_secret] if is_former_valid else []
    return Letter(
        delivery_id=row.id,
        endpoint_id=endpoint_id,
        message_id=row.message_id,
        number=row.attempts + 1,
        url=endpoint.url,
        body=await queries.get_body(tx, row.message_id),
        secrets=(endpoint.secret, *former),
    )
