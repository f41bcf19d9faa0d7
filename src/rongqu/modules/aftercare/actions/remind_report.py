"""A report is owed soon, or is late: the issuer hears of it, of late ones the holders too."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.aftercare import ReportDueSoon, ReportLate
from rongqu.infra.tx import Tx
from rongqu.modules.aftercare import queries, tables
from rongqu.modules.aftercare.types import ReportId
from rongqu.modules.investing.public import get_offering, list_holders


async def remind_report(tx: Tx, report_id: ReportId) -> None:
    """Internal: only the job calls it. Each is told once."""
    report = await queries.lock_report(tx, report_id)
    is_late = report.due_on < tx.business_date
    if report.submitted_at is not None or (report.late_at if is_late else report.reminded_at):
        return
    offering = await get_offering(tx, report.offering_id)

    told = {"reminded_at": report.reminded_at or tx.now} | ({"late_at": tx.now} if is_late else {})
    await tx.connection.execute(
        update(tables.report).where(tables.report.c.id == report_id).values(**told)
    )

    if is_late:
        holders = await list_holders(tx, offering.id)
        await tx.publish(
            ReportLate(
                subject_id=report_id,
                parties=(offering.issuer_id, *holders),
                offering_id=offering.id,
                title=offering.title,
                due_on=report.due_on,
            )
        )
        return
    await tx.publish(
        ReportDueSoon(
            subject_id=report_id,
            parties=(offering.issuer_id,),
            offering_id=offering.id,
            title=offering.title,
            due_on=report.due_on,
        )
    )
