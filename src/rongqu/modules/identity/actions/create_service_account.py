"""Let a program work for one's organisation. It can do nothing until it has a key."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.identity import ServiceAccountCreated
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ServiceAccountId, new_id
from rongqu.modules.identity import (
    permissions,
    program_queries,
    program_rules,
    queries,
    tables,
)
from rongqu.modules.identity.actions._programs import read_program_policy
from rongqu.modules.identity.program_types import NewServiceAccount, ServiceAccount


async def create_service_account(tx: Tx, new: NewServiceAccount) -> ServiceAccount:
    tx.actor.require(permissions.MANAGE_PROGRAMS)
    organisation = await queries.lock_own_organisation(tx, tx.actor.organisation)
    program_rules.check_scopes_fit(new.scopes, tx.actor.permissions, organisation.kind)
    there = await program_queries.count_service_accounts(tx)
    program_rules.check_quota(new.quota, there + 1, await read_program_policy(tx))

    account_id = ServiceAccountId(new_id())
    scopes = tuple(sorted(set(new.scopes)))
    await tx.connection.execute(
        insert(tables.service_account).values(
            id=account_id,
            organisation_id=organisation.id,
            name=new.name,
            scopes=scopes,
            requests_a_minute=new.quota.a_minute,
            requests_a_day=new.quota.a_day,
            created_by=tx.actor.id,
            created_at=tx.now,
        )
    )

    await tx.publish(
        ServiceAccountCreated(
            subject_id=account_id,
            parties=(organisation.id,),
            scopes=scopes,
            requests_a_minute=new.quota.a_minute,
            requests_a_day=new.quota.a_day,
        )
    )
    return await program_queries.get_service_account(tx, account_id)
