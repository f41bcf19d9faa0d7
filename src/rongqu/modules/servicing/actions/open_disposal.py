"""Take one way of the library to get a late loan's money back."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.servicing import DisposalOpened
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId
from rongqu.modules.servicing import permissions
from rongqu.modules.servicing.collections import queries, tables
from rongqu.modules.servicing.collections.types import Disposal, DisposalKind, DisposalState
from rongqu.modules.servicing.errors import DisposalOpen, NothingToDispose
from rongqu.modules.servicing.queries import get_standing, lock_loan
from rongqu.modules.servicing.settlement import quote_of
from rongqu.modules.servicing.types import RepaymentKind


async def open_disposal(tx: Tx, disposal_id: UUID, loan_id: LoanId, kind: DisposalKind) -> Disposal:
    """The claim is all that is owed today."""
    tx.actor.require(permissions.DISPOSE)
    loan = await lock_loan(tx, loan_id)
    if loan.lateness.since is None:
        raise NothingToDispose(loan_id=loan.id)
    owed = quote_of(RepaymentKind.PAYOFF, await get_standing(tx, loan, tx.business_date))

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
    return await queries.get_disposal(tx, disposal_id)
