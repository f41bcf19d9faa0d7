"""End a key at once, as when it was seen by somebody else."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.identity import KeyRevoked
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import ApiKeyId, ServiceAccountId
from rongqu.modules.identity import permissions, program_queries, tables
from rongqu.modules.identity.errors import KeyNotFound
from rongqu.modules.identity.program_types import ServiceAccount


async def revoke_key(tx: Tx, account_id: ServiceAccountId, key_id: ApiKeyId) -> ServiceAccount:
    """Its tokens end with it. A key that has ended already is left as it is."""
    tx.actor.require(permissions.MANAGE_PROGRAMS)
    account = await program_queries.lock_service_account(tx, account_id)
    key = next((each for each in account.keys if each.id == key_id), None)
    if key is None:
        raise KeyNotFound(key_id=key_id)
    if not key.is_alive(tx.now):
        return account

    await tx.connection.execute(
        update(tables.api_key).where(tables.api_key.c.id == key.id).values(revoked_at=tx.now)
    )

    await tx.publish(
        KeyRevoked(
            subject_id=account.id,
            parties=(account.organisation_id,),
            key_id=key.id,
            prefix=key.prefix,
            changes=changes_between(
                {f"expires_at/{key.prefix}": key.expires_at}, {f"expires_at/{key.prefix}": tx.now}
            ),
        )
    )
    return await program_queries.get_service_account(tx, account.id)
