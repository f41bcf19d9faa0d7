"""Give a program other scopes, another name or quota."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.identity import ServiceAccountChanged
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import ServiceAccountId
from rongqu.modules.identity import permissions, program_queries, program_rules, queries, tables
from rongqu.modules.identity.actions._programs import read_program_policy
from rongqu.modules.identity.program_types import NewServiceAccount, ServiceAccount


async def change_service_account(
    tx: Tx, account_id: ServiceAccountId, new: NewServiceAccount
) -> ServiceAccount:
    """It holds from the program's next request on; what a token was narrowed to stays narrow."""
    tx.actor.require(permissions.MANAGE_PROGRAMS)
    before = await program_queries.lock_service_account(tx, account_id)
    organisation = await queries.get_organisation(tx, before.organisation_id)
    program_rules.check_scopes_fit(new.scopes, tx.actor.permissions, organisation.kind)
    program_rules.check_quota(new.quota, 1, await read_program_policy(tx))

    scopes = tuple(sorted(set(new.scopes)))
    await tx.connection.execute(
        update(tables.service_account)
        .where(tables.service_account.c.id == account_id)
        .values(
            name=new.name,
            scopes=scopes,
            requests_a_minute=new.quota.a_minute,
            requests_a_day=new.quota.a_day,
        )
    )

    after = await program_queries.get_service_account(tx, account_id)
    await tx.publish(
        ServiceAccountChanged(
            subject_id=account_id,
            parties=(before.organisation_id,),
            changes=changes_between(_kept(before), _kept(after)),
        )
    )
    return after


def _kept(account: ServiceAccount) -> dict[str, object]:
    quota = account.quota
    return {
        "scopes": account.scopes,
        "requests_a_minute": quota.a_minute,
        "requests_a_day": quota.a_day,
    }
