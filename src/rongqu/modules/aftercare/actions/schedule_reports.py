"""An offering has started: its issuer owes a report of every quarter."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.aftercare import ReportsScheduled
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId, new_id
from rongqu.modules.aftercare import rules, tables
from rongqu.modules.investing.public import get_offering


async def schedule_reports(tx: Tx, offering_id: OfferingId, starts_on: date) -> None:
    """Internal: only the handler calls it. Repeated it changes nothing."""
    offering = await get_offering(tx, offering_id)
    days = timedelta(days=int(await read_policy(tx, "aftercare.report_days")))
    ends = list(rules.quarter_ends(starts_on, offering.term_months))
    if not ends:
        return

    rows = [
        {
            "id": new_id(),
            "offering_id": offering.id,
            "issuer_id": offering.issuer_id,
            "ends_on": each,
            "due_on": each + days,
            "currency": offering.target.currency,
        }
        for each in ends
    ]
    made = await tx.connection.execute(insert(tables.report).values(rows).on_conflict_do_nothing())
    if made.rowcount == 0:
        return

    await tx.publish(
        ReportsScheduled(
            subject_id=offering.id,
            parties=(offering.issuer_id,),
            reports=len(rows),
            first_due_on=ends[0] + days,
        )
    )
