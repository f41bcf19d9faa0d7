"""Send somewhere else, or other events; pause and activate."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.outreach import EndpointChanged
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.modules.outreach import permissions, queries, rules, tables
from rongqu.modules.outreach.actions._addresses import check_address, host_of
from rongqu.modules.outreach.offers import OFFERED
from rongqu.modules.outreach.types import DeliveryState, Endpoint, EndpointState, EndpointWish


async def change_endpoint(
    tx: Tx, endpoint_id: UUID, wish: EndpointWish, state: EndpointState
) -> Endpoint:
    """What was held back is sent once it is active. A disabled one begins anew: nobody counts how
    long it had failed before."""
    tx.actor.require(permissions.MANAGE)
    before = await queries.lock_endpoint(tx, endpoint_id)
    rules.check_events(wish.event_names, [event.name for event in OFFERED])
    check_address(wish.url)

    begins_anew = state is EndpointState.ACTIVE and before.state is not EndpointState.ACTIVE
    await tx.connection.execute(
        update(tables.endpoint)
        .where(tables.endpoint.c.id == endpoint_id)
        .values(
            url=wish.url,
            description=wish.description,
            event_names=sorted(set(wish.event_names)),
            state=state,
            failing_since=None if begins_anew else before.failing_since,
        )
    )
    await _hold_or_release(tx, endpoint_id, state)
    after = await queries.get_endpoint(tx, endpoint_id)

    await tx.publish(
        EndpointChanged(
            subject_id=after.id,
            parties=(after.organisation_id,),
            host=host_of(after.url),
            event_names=after.event_names,
            state=after.state,
            changes=changes_between(_kept(before), _kept(after)),
        )
    )
    return after


def _kept(endpoint: Endpoint) -> dict[str, object]:
    """Of an address the host: its path may be a secret of the partner's."""
    return {
        "host": host_of(endpoint.url),
        "event_names": endpoint.event_names,
        "state": endpoint.state,
    }


async def _hold_or_release(tx: Tx, endpoint_id: UUID, state: EndpointState) -> None:
    columns = tables.delivery.c
    is_active = state is EndpointState.ACTIVE
    waiting = DeliveryState.HELD if is_active else DeliveryState.QUEUED
    released = {"state": DeliveryState.QUEUED, "next_at": tx.now, "tries": 0}
    held = {"state": DeliveryState.HELD, "next_at": None}
    await tx.connection.execute(
        update(tables.delivery)
        .where(columns.endpoint_id == endpoint_id, columns.state == waiting)
        .values(**(released if is_active else held))
    )
