"""What fraud does when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from rongqu.events.collateral import PeerAnswered
from rongqu.events.parties import EnterpriseUpdated, ImportEnded, InvoicesImported
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, EnterpriseId, OrganisationId
from rongqu.modules.compliance.public import Approval, stored_command
from rongqu.modules.fraud import permissions
from rongqu.modules.fraud.actions.clear_suspicion import clear_suspicion
from rongqu.modules.fraud.actions.note_suspicions import note_suspicions
from rongqu.modules.fraud.checking import check_company
from rongqu.modules.fraud.jobs import examine_imported_lines
from rongqu.modules.fraud.types import (
    CLEAR,
    Clearing,
    Finding,
    Source,
    Subject,
    Weight,
)


@stored_command(CLEAR, approve=permissions.EXAMINE, content=Clearing)
async def clear_once_agreed(tx: Tx, approved: Approval, agreed: Clearing) -> None:
    await clear_suspicion(tx, agreed.suspicion_id, approved.reason)


@on(InvoicesImported)
async def check_when_invoices_came(tx: Tx, event: InvoicesImported) -> None:
    await check_company(tx, EnterpriseId(event.subject_id))


@on(ImportEnded)
async def examine_lines_when_import_ended(tx: Tx, event: ImportEnded) -> None:
    wish = examine_imported_lines.later(import_id=str(event.subject_id))
    await tx.defer(wish.when(queueing_lock=f"fraud.lines {event.subject_id}"))


@on(PeerAnswered)
async def suspect_what_is_pledged_elsewhere(tx: Tx, event: PeerAnswered) -> None:
    if event.answer == "pledged":
        subject = Subject(
            enterprise_id=EnterpriseId(event.enterprise_id),
            application_id=ApplicationId(event.subject_id),
            institution_id=OrganisationId(event.institution_id),
        )
        found = Finding("thing.pledged_at_peer", Weight.STRONG, f"{event.peer} {event.item_id}")
        await note_suspicions(tx, subject, Source.APPLICATION, [found])


@on(EnterpriseUpdated)
async def check_when_figures_changed(tx: Tx, event: EnterpriseUpdated) -> None:
    if any(each.field.startswith("figures/") for each in event.changes):
        await check_company(tx, EnterpriseId(event.subject_id))
