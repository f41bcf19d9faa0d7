"""How late each loan is; only those whose bucket changes are written."""

from __future__ import annotations

from sqlalchemy import func, select

from rongqu.infra.tx import Tx
from rongqu.modules.servicing.actions._lateness import cured_event, overdue_event, refresh_lateness
from rongqu.modules.servicing.days.types import Closing, Outcome
from rongqu.modules.servicing.tables import loan


async def sort_into_buckets(tx: Tx, closing: Closing) -> Outcome:
    """Returns how many loans are late now."""
    moved = await refresh_lateness(tx, closing.late_until, closing.as_of)
    await tx.publish_all(
        [overdue_event(each, closing.as_of) for each in moved.worsened]
        + [cured_event(loan) for loan in moved.cured]
    )
    late = select(func.count()).select_from(loan).where(loan.c.late_since.is_not(None))
    return Outcome(rows=(await tx.connection.execute(late)).scalar_one())
