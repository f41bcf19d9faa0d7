"""Take the case file of a report away, for the authority."""

from __future__ import annotations

from rongqu.events.compliance import ReportExported
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ReportId
from rongqu.modules.compliance import money_queries as queries
from rongqu.modules.compliance import permissions
from rongqu.modules.compliance.case_file import write_case_file
from rongqu.modules.compliance.screening_queries import list_subjects


async def export_report(tx: Tx, report_id: ReportId) -> bytes:
    """Names are plain in it, so that it was taken stays on record."""
    tx.actor.require(permissions.EXPORT_REPORT)
    report = await queries.get_report(tx, report_id)
    movements = await queries.list_moved(tx, report.movements)
    sides = {side for each in movements for side in (each.payer, each.payee) if side}
    subjects = await list_subjects(tx, {report.about, *sides})
    names = {each.id: each.name.reveal() for each in subjects}

    await tx.publish(
        ReportExported(subject_id=report_id, parties=(tx.actor.organisation,), about=report.about)
    )
    return write_case_file(report, movements, names)
