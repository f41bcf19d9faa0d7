"""A company that was approved has applied: the batch shows how far its application is."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, EnterpriseId, ProductId
from rongqu.modules.parks import queries
from rongqu.modules.parks import tables as t


async def follow_application(
    tx: Tx, enterprise_id: EnterpriseId, product_id: ProductId, application_id: ApplicationId
) -> None:
    """Internal: only the handler calls it. Safe to repeat: the first application stays."""
    place = await queries.find_approved_place(tx, enterprise_id, product_id)
    if place is None or place.application_id is not None:
        return
    await tx.connection.execute(
        update(t.line)
        .where(t.line.c.id == place.id)
        .values(application_id=application_id, application_stage="draft")
    )
