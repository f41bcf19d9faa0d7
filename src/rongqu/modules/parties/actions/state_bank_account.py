"""State where a company's money goes."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.parties import EnterpriseUpdated
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.parties import permissions, private_queries, private_rules, queries
from rongqu.modules.parties import private_tables as tables
from rongqu.modules.parties.private_types import BankAccount, PrivateFacts


async def state_bank_account(
    tx: Tx, enterprise_id: EnterpriseId, account: BankAccount
) -> PrivateFacts:
    tx.actor.require(permissions.UPDATE_ENTERPRISE)
    await queries.lock_enterprise(tx, enterprise_id)
    private_rules.check_account(account)

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
            subject_id=enterprise_id, parties=(enterprise_id,), changed=("bank_account",)
        )
    )
    return await private_queries.get_private_facts(tx, enterprise_id)
