"""Report an alert to the authority as a suspicious transaction."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.compliance import SuspicionReported
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import AlertId, ReportId
from rongqu.modules.compliance import money_queries as queries
from rongqu.modules.compliance import permissions, tables
from rongqu.modules.compliance.actions._alerts import decide_alert
from rongqu.modules.compliance.money_types import AlertStatus, Report, ReportKind
from rongqu.modules.compliance.rules import check_alert_open


async def report_alert(tx: Tx, alert_id: AlertId, report_id: ReportId, reason: str) -> Report:
    """The case file is fixed here: movements and reason as they are today."""
    tx.actor.require(permissions.DECIDE_ALERT)
    found = await queries.get_alert(tx, alert_id, lock=True)
    check_alert_open(found.status)

    await decide_alert(tx, found, AlertStatus.REPORTED, reason)
    await tx.connection.execute(
        insert(tables.report).values(
            id=report_id,
            kind=ReportKind.SUSPICIOUS,
            about=found.about,
            alert_id=found.id,
            amount_minor=found.amount.minor,
            currency=found.amount.currency,
            movements=list(found.movements),
            reason=reason,
            made_by=tx.actor.id,
            made_at=tx.now,
        )
    )

    await tx.publish(
        SuspicionReported(subject_id=report_id, parties=(tx.actor.organisation,), about=found.about)
    )
    return await queries.get_report(tx, report_id)
