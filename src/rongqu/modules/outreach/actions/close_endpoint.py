"""Send nothing there any more."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.outreach import EndpointClosed
from rongqu.infra.tx import Tx
from rongqu.modules.outreach import permissions, queries, tables
from rongqu.modules.outreach.types import DeliveryState


async def close_endpoint(tx: Tx, endpoint_id: UUID) -> None:
    """What still waits is given up."""
    tx.actor.require(permissions.MANAGE)
    endpoint = await queries.lock_endpoint(tx, endpoint_id)

    columns = tables.delivery.c
    await tx.connection.execute(
        update(tables.endpoint).where(tables.endpoint.c.id == endpoint.id).values(closed_at=tx.now)
    )
    await tx.connection.execute(
        update(tables.delivery)
        .where(columns.endpoint_id == endpoint.id, columns.settled_at.is_(None))
        .values(state=DeliveryState.FAILED, next_at=None, settled_at=tx.now)
    )

    await tx.publish(EndpointClosed(subject_id=endpoint.id, parties=(endpoint.organisation_id,)))
