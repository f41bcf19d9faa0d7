"""What related does when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from rongqu.events.parties import InvoicesImported
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.related.dependence import find_dependence


@on(InvoicesImported)
async def look_for_dependence(tx: Tx, event: InvoicesImported) -> None:
    await find_dependence(tx, EnterpriseId(event.subject_id))
