"""Outreach hears what may be told and tells partners what concerns them."""

from __future__ import annotations

from collections.abc import Sequence

from rongqu.infra.event_log import Logged, on_any_of
from rongqu.infra.jobs import Work
from rongqu.infra.tx import Tx
from rongqu.modules.outreach.jobs import send_now
from rongqu.modules.outreach.offers import HEARD
from rongqu.modules.outreach.queueing import queue_events


@on_any_of(*HEARD)
async def collect_for_partners(work: Work, tx: Tx, events: Sequence[Logged]) -> None:  # noqa: ARG001
    """A collector and no handlers: of many thousand events at once few concern a partner."""
    for endpoint_id in sorted(await queue_events(tx, events)):
        await send_now(tx, endpoint_id)
