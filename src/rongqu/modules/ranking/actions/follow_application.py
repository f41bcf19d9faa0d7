"""A company has begun an application: which list did it come from?"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, ProductId
from rongqu.modules.ranking import queries, tables


async def follow_application(
    tx: Tx, application_id: UUID, enterprise_id: EnterpriseId, product_id: ProductId
) -> None:
    """Internal: called when one is started. Told twice, the first stands; told after what followed
    it, that is kept."""
    showing_id = await queries.find_showing(tx, enterprise_id, product_id)
    begun = {"product_id": product_id, "showing_id": showing_id, "opened_at": tx.now}

    await tx.connection.execute(
        insert(tables.outcome)
        .values(application_id=application_id, enterprise_id=enterprise_id, **begun)
        .on_conflict_do_update(
            index_elements=["application_id"],
            set_=begun,
            where=tables.outcome.c.opened_at.is_(None),
        )
    )
