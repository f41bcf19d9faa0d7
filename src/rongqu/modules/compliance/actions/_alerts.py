"""What the decisions on an alert share."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.infra.tx import Tx
from rongqu.modules.compliance import tables
from rongqu.modules.compliance.money_types import Alert, AlertStatus


async def decide_alert(tx: Tx, alert: Alert, status: AlertStatus, reason: str) -> None:
    await tx.connection.execute(
        update(tables.alert)
        .where(tables.alert.c.id == alert.id)
        .values(status=status, decided_by=tx.actor.id, decided_at=tx.now, reason=reason)
    )
