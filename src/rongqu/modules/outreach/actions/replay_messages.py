"""Send messages of a time again, under the ids that they had."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, select, update

from rongqu.events.outreach import MessagesReplayed
from rongqu.infra.tx import Tx
from rongqu.modules.outreach import permissions, queries, rules, tables
from rongqu.modules.outreach.types import Delivery, DeliveryState, Endpoint, Replay


async def replay_messages(tx: Tx, endpoint_id: UUID, replay: Replay) -> int:
    """Those that occurred from `since` until before `until`. Returns how many are sent again."""
    tx.actor.require(permissions.REPLAY)
    endpoint = await queries.lock_endpoint(tx, endpoint_id)
    rules.check_is_sending(endpoint)

    messages, deliveries = tables.message.c, tables.delivery.c
    of_the_time = select(messages.id).where(
        messages.occurred_at >= replay.since, messages.occurred_at < replay.until
    )
    which = deliveries.message_id.in_(of_the_time)
    if replay.only_undelivered:
        which &= deliveries.state != DeliveryState.DELIVERED
    queued = await _queue_again(tx, endpoint, which)

    await tx.publish(
        MessagesReplayed(
            subject_id=endpoint.id, parties=(endpoint.organisation_id,), messages=queued
        )
    )
    return queued


async def replay_delivery(tx: Tx, delivery_id: UUID) -> Delivery:
    tx.actor.require(permissions.REPLAY)
    delivery = await queries.get_delivery(tx, delivery_id)
    endpoint = await queries.lock_endpoint(tx, delivery.endpoint_id)
    rules.check_is_sending(endpoint)

    queued = await _queue_again(tx, endpoint, tables.delivery.c.id == delivery_id)

    await tx.publish(
        MessagesReplayed(
            subject_id=endpoint.id, parties=(endpoint.organisation_id,), messages=queued
        )
    )
    return await queries.get_delivery(tx, delivery_id)


async def _queue_again(tx: Tx, endpoint: Endpoint, which: ColumnElement[bool]) -> int:
    columns = tables.delivery.c
    queued = await tx.connection.execute(
        update(tables.delivery)
        .where(columns.endpoint_id == endpoint.id, which)
        .values(state=DeliveryState.QUEUED, next_at=tx.now, tries=0, settled_at=None)
    )
    return queued.rowcount
