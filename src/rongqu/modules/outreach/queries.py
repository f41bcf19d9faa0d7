"""Every SELECT of outreach: an organisation sees its own endpoints and what was sent to them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select, true

from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.outreach import tables
from rongqu.modules.outreach.errors import DeliveryNotFound, EndpointNotFound
from rongqu.modules.outreach.types import (
    Attempt,
    AttemptOutcome,
    Delivery,
    DeliverySearch,
    DeliveryState,
    Endpoint,
    EndpointState,
)

_OPEN = tables.endpoint.c.closed_at.is_(None)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The one place that says whose endpoints an actor sees: their own organisation's."""
    return true() if actor.is_system else tables.endpoint.c.organisation_id == actor.organisation


async def list_endpoints(tx: Tx) -> tuple[Endpoint, ...]:
    wanted = select(tables.endpoint).where(visible_to(tx.actor), _OPEN)
    rows = await tx.connection.execute(wanted.order_by(tables.endpoint.c.id))
    return tuple(to_endpoint(row) for row in rows)


async def count_endpoints(tx: Tx) -> int:
    counted = select(func.count()).select_from(tables.endpoint).where(visible_to(tx.actor), _OPEN)
    return (await tx.connection.execute(counted)).scalar_one()


async def get_endpoint(tx: Tx, endpoint_id: UUID) -> Endpoint:
    return await _one_endpoint(tx, endpoint_id, select(tables.endpoint))


async def lock_endpoint(tx: Tx, endpoint_id: UUID) -> Endpoint:
    return await _one_endpoint(tx, endpoint_id, select(tables.endpoint).with_for_update())


async def _one_endpoint(tx: Tx, endpoint_id: UUID, statement: Select[Any]) -> Endpoint:
    wanted = statement.where(tables.endpoint.c.id == endpoint_id, visible_to(tx.actor), _OPEN)
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise EndpointNotFound(endpoint_id=endpoint_id)
    return to_endpoint(row)


async def list_endpoints_of(tx: Tx, organisations: Collection[UUID]) -> tuple[Endpoint, ...]:
    """For the collector, which tells each what concerns it. Shared locks: nobody pauses or closes
    one between this look and what is queued for it."""
    wanted = (
        select(tables.endpoint)
        .where(tables.endpoint.c.organisation_id.in_(organisations), _OPEN)
        .order_by(tables.endpoint.c.id)
        .with_for_update(read=True)
    )
    return tuple(to_endpoint(row) for row in await tx.connection.execute(wanted))


_DELIVERIES = (
    select(tables.delivery, tables.message.c.event_name, tables.message.c.occurred_at)
    .join(tables.message, tables.message.c.id == tables.delivery.c.message_id)
    .join(tables.endpoint, tables.endpoint.c.id == tables.delivery.c.endpoint_id)
)


async def list_deliveries(tx: Tx, search: DeliverySearch, page: Page) -> Slice[Delivery]:
    """The newest first."""
    columns = tables.delivery.c
    wanted = _DELIVERIES.where(columns.endpoint_id == search.endpoint_id, visible_to(tx.actor))
    if search.state is not None:
        wanted = wanted.where(columns.state == search.state)
    if page.after is not None:
        wanted = wanted.where(columns.id < page.after)
    rows = await tx.connection.execute(wanted.order_by(columns.id.desc()).limit(page.limit + 1))
    found = [(row.id, to_delivery(row)) for row in rows]
    return Slice[Delivery].of(found, page.limit)


async def get_delivery(tx: Tx, delivery_id: UUID) -> Delivery:
    wanted = _DELIVERIES.where(tables.delivery.c.id == delivery_id, visible_to(tx.actor), _OPEN)
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise DeliveryNotFound(delivery_id=delivery_id)
    return to_delivery(row)


async def get_body(tx: Tx, message_id: UUID) -> bytes:
    """Of a message that the actor sees."""
    wanted = select(tables.message.c.body).where(tables.message.c.id == message_id)
    return (await tx.connection.execute(wanted)).scalar_one()


async def list_attempts(tx: Tx, delivery_id: UUID) -> tuple[Attempt, ...]:
    columns = tables.attempt.c
    wanted = select(tables.attempt).where(columns.delivery_id == delivery_id)
    rows = await tx.connection.execute(wanted.order_by(columns.number.desc()))
    return tuple(
        Attempt(
            number=row.number,
            started_at=row.started_at,
            milliseconds=row.milliseconds,
            outcome=AttemptOutcome(row.outcome),
            status=row.status,
        )
        for row in rows
    )


async def find_next_due(tx: Tx, endpoint_id: UUID) -> datetime | None:
    columns = tables.delivery.c
    wanted = select(func.min(columns.next_at)).where(
        columns.endpoint_id == endpoint_id, columns.state == DeliveryState.QUEUED
    )
    return (await tx.connection.execute(wanted)).scalar_one()


def to_endpoint(row: Row[Any]) -> Endpoint:
    return Endpoint(
        id=row.id,
        organisation_id=OrganisationId(row.organisation_id),
        url=row.url,
        description=row.description,
        event_names=tuple(row.event_names),
        state=EndpointState(row.state),
        failing_since=row.failing_since,
        former_secret_ends_at=row.former_secret_ends_at,
        created_at=row.created_at,
    )


def to_delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        endpoint_id=row.endpoint_id,
        message_id=row.message_id,
        event_name=row.event_name,
        occurred_at=row.occurred_at,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        next_at=row.next_at,
        settled_at=row.settled_at,
    )
