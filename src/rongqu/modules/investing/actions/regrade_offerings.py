"""An issuer's credit grade has moved: so does the live grade of what it has on offer."""

from __future__ import annotations

from sqlalchemy import select, update

from rongqu.events.investing import OfferingRegraded
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, OfferingId
from rongqu.modules.investing import queries, tables
from rongqu.modules.investing.types import OfferingStatus

ENDED = (OfferingStatus.FAILED, OfferingStatus.REPAID)


async def regrade_offerings(tx: Tx, issuer_id: EnterpriseId, grade: str) -> None:
    """Internal: only the handler calls it. Safe to repeat: a grade that is there is not news.
    Whoever holds some of it or has ordered is a party to the fact, and so hears of it."""
    columns = tables.offering.c
    live = (
        select(columns.id, columns.title, columns.grade)
        .where(columns.issuer_id == issuer_id, columns.status.not_in(ENDED))
        .order_by(columns.id)
        .with_for_update()
    )
    for row in (await tx.connection.execute(live)).all():
        if row.grade == grade:
            continue
        await tx.connection.execute(
            update(tables.offering).where(columns.id == row.id).values(grade=grade)
        )
        investors = await queries.list_concerned(tx, OfferingId(row.id))
        await tx.publish(
            OfferingRegraded(
                subject_id=row.id,
                parties=(issuer_id, *investors),
                issuer_id=issuer_id,
                title=row.title,
                before=row.grade,
                after=grade,
            )
        )
