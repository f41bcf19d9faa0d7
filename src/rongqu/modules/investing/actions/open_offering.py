"""An offering opens: a second person has agreed."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.investing import OfferingOpened
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId
from rongqu.modules.investing import queries, tables
from rongqu.modules.investing.errors import OfferingNotOpen
from rongqu.modules.investing.types import OfferingStatus


async def open_offering(tx: Tx, offering_id: OfferingId) -> None:
    """Internal: run by the approval, whose permission was required. Not after its deadline."""
    offering = await queries.lock_offering(tx, offering_id)
    if offering.status is not OfferingStatus.PROPOSED or offering.closes_at <= tx.now:
        raise OfferingNotOpen(status=offering.status, closes_at=offering.closes_at)

    await tx.connection.execute(
        update(tables.offering)
        .where(tables.offering.c.id == offering_id)
        .values(status=OfferingStatus.OPEN, opened_at=tx.now)
    )

    await tx.publish(
        OfferingOpened(
            subject_id=offering_id,
            parties=(offering.issuer_id,),
            kind=offering.kind,
            target=offering.target,
            commitment=offering.commitment,
        )
    )
