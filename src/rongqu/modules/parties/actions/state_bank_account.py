"""State where a company's money goes."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.parties import EnterpriseUpdated
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between, fields_of
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.parties import permissions, private_queries, private_rules, queries
from rongqu.modules.parties import private_tables as tables
from rongqu.modules.parties.private_types import BankAccount, PrivateFacts

KEPT = ("bank", "kind", "number")


async def state_bank_account(
    tx: Tx, enterprise_id: EnterpriseId, account: BankAccount
) -> PrivateFacts:
    tx.actor.require(permissions.UPDATE_ENTERPRISE)
    await queries.lock_enterprise(tx, enterprise_id)
    private_rules.check_account(account)
    before = (await private_queries.get_private_facts(tx, enterprise_id)).bank_account

    values = {
        "bank": account.bank,
        "kind": account.kind,
        "number": account.number,
        "number_digest": private_queries.digest_of(account.number),
        "stated_by": tx.actor.id,
        "stated_at": tx.now,
    }
    await tx.connection.execute(
        insert(tables.bank_account)
        .values(enterprise_id=enterprise_id, **values)
        .on_conflict_do_update(index_elements=["enterprise_id"], set_=values)
    )

    await tx.publish(
        EnterpriseUpdated(
            subject_id=enterprise_id,
            parties=(enterprise_id,),
            changes=changes_between(
                {"bank_account": fields_of(before, KEPT)},
                {"bank_account": fields_of(account, KEPT)},
            ),
        )
    )
    return await private_queries.get_private_facts(tx, enterprise_id)
