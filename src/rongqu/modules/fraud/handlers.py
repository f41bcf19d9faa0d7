"""What fraud does when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from rongqu.events.parties import EnterpriseUpdated, InvoicesImported
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.fraud.checking import check_company


@on(InvoicesImported)
async def check_when_invoices_came(tx: Tx, event: InvoicesImported) -> None:
    await check_company(tx, EnterpriseId(event.subject_id))


@on(EnterpriseUpdated)
async def check_when_figures_changed(tx: Tx, event: EnterpriseUpdated) -> None:
    if any(each.field.startswith("figures/") for each in event.changes):
        await check_company(tx, EnterpriseId(event.subject_id))
