"""What aftercare does when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from rongqu.events.investing import OfferingStarted
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId
from rongqu.modules.aftercare.actions.schedule_reports import schedule_reports


@on(OfferingStarted)
async def schedule_when_started(tx: Tx, event: OfferingStarted) -> None:
    await schedule_reports(tx, OfferingId(event.subject_id), event.starts_on)
