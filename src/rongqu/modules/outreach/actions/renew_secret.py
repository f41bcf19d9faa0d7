"""Give an endpoint another secret; the former one signs beside it for a while."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import update

from rongqu.events.outreach import SecretRenewed
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.modules.outreach import permissions, queries, signing, tables
from rongqu.modules.outreach.errors import OverlapTooLong


async def renew_secret(tx: Tx, endpoint_id: UUID, overlap_hours: int) -> str:
    """The secret as partners' libraries take it (`whsec_…`): told this once."""
    tx.actor.require(permissions.MANAGE)
    endpoint = await queries.lock_endpoint(tx, endpoint_id)
    longest = int(await read_policy(tx, "outreach.secret_overlap_hours"))
    if overlap_hours > longest:
        raise OverlapTooLong(hours=longest)

    secret, columns = signing.new_secret(), tables.endpoint.c
    former_ends_at = tx.now + timedelta(hours=overlap_hours) if overlap_hours else None
    await tx.connection.execute(
        update(tables.endpoint)
        .where(columns.id == endpoint.id)
        .values(
            secret=secret,
            former_secret=columns.secret if overlap_hours else None,
            former_secret_ends_at=former_ends_at,
        )
    )

    await tx.publish(
        SecretRenewed(
            subject_id=endpoint.id,
            parties=(endpoint.organisation_id,),
            former_ends_at=former_ends_at,
        )
    )
    return signing.show_secret(secret)
