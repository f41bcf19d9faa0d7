"""A loan was paid out whose lead agreed on shares before the approval: they hold from now on."""

from __future__ import annotations

from rongqu.events.servicing import LoanOpened
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, LoanId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.colending.public import list_accepted
from rongqu.modules.syndication import queries
from rongqu.modules.syndication.actions.share_loan import share_loan
from rongqu.modules.syndication.types import Funder


async def share_opened_loan(tx: Tx, opened: LoanOpened) -> None:
    """Internal: only the handler calls it. Safe to repeat; `share_loan` publishes."""
    partners = await list_accepted(tx, ApplicationId(opened.application_id))
    loan_id = LoanId(opened.subject_id)
    if not partners or await queries.list_funders(tx, loan_id):
        return
    given = sum((each.amount for each in partners), Money.zero(opened.principal.currency))
    lead = Funder(
        organisation_id=OrganisationId(opened.institution_id), share=opened.principal - given
    )
    others = (Funder(organisation_id=each.partner_id, share=each.amount) for each in partners)
    await share_loan(tx, loan_id, [lead, *others])
