"""State who stands for a company by law."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.parties import EnterpriseUpdated
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between, fields_of
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.parties import permissions, private_queries, private_rules, queries
from rongqu.modules.parties import private_tables as tables
from rongqu.modules.parties.private_types import PrivateFacts, Representative

KEPT = ("name", "id_number")


async def state_representative(
    tx: Tx, enterprise_id: EnterpriseId, representative: Representative
) -> PrivateFacts:
    tx.actor.require(permissions.UPDATE_ENTERPRISE)
    await queries.lock_enterprise(tx, enterprise_id)
    private_rules.check_representative(representative, tx.business_date)
    before = (await private_queries.get_private_facts(tx, enterprise_id)).representative

    values = {
        "name": representative.name,
        "id_number": representative.id_number,
        "id_digest": private_queries.digest_of(representative.id_number),
        "stated_by": tx.actor.id,
        "stated_at": tx.now,
    }
    await tx.connection.execute(
        insert(tables.representative)
        .values(enterprise_id=enterprise_id, **values)
        .on_conflict_do_update(index_elements=["enterprise_id"], set_=values)
    )

    await tx.publish(
        EnterpriseUpdated(
            subject_id=enterprise_id,
            parties=(enterprise_id,),
            changes=changes_between(
                {"representative": fields_of(before, KEPT)},
                {"representative": fields_of(representative, KEPT)},
            ),
        )
    )
    return await private_queries.get_private_facts(tx, enterprise_id)
