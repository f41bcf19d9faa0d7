"""Say why an alert is nothing."""

from __future__ import annotations

from rongqu.events.compliance import AlertDismissed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import AlertId
from rongqu.modules.compliance import money_queries as queries
from rongqu.modules.compliance import permissions
from rongqu.modules.compliance.actions._alerts import decide_alert
from rongqu.modules.compliance.money_types import Alert, AlertStatus
from rongqu.modules.compliance.rules import check_alert_open


async def dismiss_alert(tx: Tx, alert_id: AlertId, reason: str) -> Alert:
    tx.actor.require(permissions.DECIDE_ALERT)
    found = await queries.get_alert(tx, alert_id, lock=True)
    check_alert_open(found.status)

    await decide_alert(tx, found, AlertStatus.DISMISSED, reason)

    await tx.publish(
        AlertDismissed(subject_id=alert_id, parties=(tx.actor.organisation,), about=found.about)
    )
    return await queries.get_alert(tx, alert_id)
