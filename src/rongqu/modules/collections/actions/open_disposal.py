"""Take one way of the library to get a late loan's money back."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.collections import DisposalOpened
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId
from rongqu.modules.collections import disposal_queries, permissions, rules, tables
from rongqu.modules.collections.errors import DisposalOpen
from rongqu.modules.collections.types import Disposal, DisposalKind, DisposalState
from rongqu.modules.servicing.public import RepaymentKind, get_loan, get_standing, quote_of


async def open_disposal(tx: Tx, disposal_id: UUID, loan_id: LoanId, kind: DisposalKind) -> Disposal:
    """The claim is all that is owed today; of a loan that was written off, on the day it was."""
    tx.actor.require(permissions.DISPOSE)
    loan = await get_loan(tx, loan_id)
    rules.check_can_dispose(
        loan.id,
        is_late=loan.lateness.since is not None,
        is_written_off=loan.written_off_on is not None,
    )
    day = loan.written_off_on or tx.business_date
    owed = quote_of(RepaymentKind.PAYOFF, await get_standing(tx, loan, day))

    opened = await tx.connection.execute(
        insert(tables.disposal)
        .values(
            id=disposal_id,
            loan_id=loan.id,
            borrower_name=loan.borrower_name,
            kind=kind,
            state=DisposalState.OPEN,
            opened_on=tx.business_date,
            opened_by=tx.actor.id,
            claim_minor=owed.amount.minor,
            currency=owed.amount.currency,
        )
        .on_conflict_do_nothing()
    )
    if opened.rowcount == 0:
        raise DisposalOpen(loan_id=loan.id, kind=kind)

    await tx.publish(
        DisposalOpened(
            subject_id=loan.id,
            parties=(loan.institution_id, tx.actor.organisation),
            disposal_id=disposal_id,
            kind=kind,
            claim=owed.amount,
        )
    )
    return await disposal_queries.get_disposal(tx, disposal_id)
