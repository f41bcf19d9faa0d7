"""Have events of one's organisation sent to a program of its own."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert

from rongqu.events.outreach import EndpointCreated
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.identity.public import lock_own_organisation
from rongqu.modules.outreach import permissions, queries, rules, signing, tables
from rongqu.modules.outreach.actions._addresses import check_address, host_of
from rongqu.modules.outreach.offers import OFFERED
from rongqu.modules.outreach.types import Endpoint, EndpointState, EndpointWish


async def create_endpoint(tx: Tx, wish: EndpointWish) -> Endpoint:
    """It has a secret from the start, which nobody has seen: `renew_secret` shows one."""
    tx.actor.require(permissions.MANAGE)
    await lock_own_organisation(tx, tx.actor.organisation)
    rules.check_events(wish.event_names, [event.name for event in OFFERED])
    check_address(wish.url)
    most = int(await read_policy(tx, "outreach.endpoints_per_organisation"))
    rules.check_room_left(await queries.count_endpoints(tx), most)

    endpoint_id: UUID = new_id()
    await tx.connection.execute(
        insert(tables.endpoint).values(
            id=endpoint_id,
            organisation_id=tx.actor.organisation,
            url=wish.url,
            description=wish.description,
            event_names=sorted(set(wish.event_names)),
            state=EndpointState.ACTIVE,
            secret=signing.new_secret(),
            created_at=tx.now,
        )
    )
    endpoint = await queries.get_endpoint(tx, endpoint_id)

    await tx.publish(
        EndpointCreated(
            subject_id=endpoint.id,
            parties=(endpoint.organisation_id,),
            host=host_of(endpoint.url),
            event_names=endpoint.event_names,
        )
    )
    return endpoint
