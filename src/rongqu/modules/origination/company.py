"""What the lender sees of the applicant: who it is, and what its invoices tell."""

from __future__ import annotations

from dataclasses import dataclass

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.origination import permissions, queries
from rongqu.modules.parties.public import (
    Direction,
    Enterprise,
    InvoiceProfile,
    Partner,
    Purpose,
    read_enterprise_for,
    read_invoice_profile,
    top_partners,
)

LARGEST_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    enterprise: Enterprise
    invoices: InvoiceProfile
    customers: tuple[Partner, ...]
    suppliers: tuple[Partner, ...]


async def get_company(tx: Tx, application_id: ApplicationId) -> Company:
    """For whoever works on the application: that it is visible to them is the case to be made."""
    tx.actor.require(permissions.VIEW_FILE)
    application = await queries.get_application(tx, application_id)
    owner, why = application.applicant.id, Purpose.APPLICATION
    return Company(
        enterprise=await read_enterprise_for(tx, owner, why),
        invoices=await read_invoice_profile(tx, owner, purpose=why),
        customers=await top_partners(tx, owner, Direction.OUTPUT, LARGEST_SHOWN, purpose=why),
        suppliers=await top_partners(tx, owner, Direction.INPUT, LARGEST_SHOWN, purpose=why),
    )
