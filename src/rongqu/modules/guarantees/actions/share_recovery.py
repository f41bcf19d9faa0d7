"""Share what came in after a write-off with those who bore the loss."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.guarantees import RecoveryShared
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId
from rongqu.kernel.money import Money
from rongqu.modules.guarantees import queries, rules, tables
from rongqu.modules.guarantees.actions._giving_back import give_back


async def share_recovery(tx: Tx, fact_id: UUID, loan_id: LoanId, principal: Money) -> None:
    """Internal: only the handler calls it. Safe to repeat: a fact is shared once. Interest that
    comes in is the lender's: only principal was lost."""
    loss = await queries.lock_loss(tx, loan_id)
    if loss is None or principal.is_zero():
        return
    noted = await tx.connection.execute(
        insert(tables.recovery)
        .values(
            id=fact_id,
            loss_id=loss.id,
            principal_minor=principal.minor,
            booked_on=tx.business_date,
        )
        .on_conflict_do_nothing()
    )
    if noted.rowcount == 0:
        return

    recovered = loss.recovered + principal
    parts = rules.share_recovery(loss.principal, loss.shares, recovered, loss.institution_id)
    returned = await give_back(tx, loss, f"guarantees.recovery_shared:{fact_id}", parts)

    await tx.publish(
        RecoveryShared(
            subject_id=loan_id,
            parties=(loss.institution_id,),
            institution_id=loss.institution_id,
            recovered=principal,
            returned=returned,
        )
    )
