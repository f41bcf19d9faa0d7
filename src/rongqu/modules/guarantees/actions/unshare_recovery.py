"""Take back what was shared of a recovery, because its money was taken back."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.guarantees import RecoveryShared
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId
from rongqu.kernel.money import Money
from rongqu.modules.guarantees import queries, rules, tables
from rongqu.modules.guarantees.actions._giving_back import give_back

RECOVERY = tables.recovery.c


async def unshare_recovery(tx: Tx, fact_id: UUID, loan_id: LoanId) -> None:
    """Internal: only the handler calls it. Safe to repeat."""
    loss = await queries.lock_loss(tx, loan_id)
    if loss is None:
        return
    undone = await tx.connection.execute(
        update(tables.recovery)
        .where(RECOVERY.id == fact_id, RECOVERY.loss_id == loss.id, RECOVERY.undone_on.is_(None))
        .values(undone_on=tx.business_date)
        .returning(RECOVERY.principal_minor)
    )
    minor = undone.scalar_one_or_none()
    if minor is None:
        return

    taken = Money(minor, loss.principal.currency)
    recovered = loss.recovered - taken
    parts = rules.share_recovery(loss.principal, loss.shares, recovered, loss.institution_id)
    returned = await give_back(tx, loss, f"guarantees.recovery_unshared:{fact_id}", parts)

    await tx.publish(
        RecoveryShared(
            subject_id=loss.loan_id,
            parties=(loss.institution_id,),
            institution_id=loss.institution_id,
            recovered=-taken,
            returned=returned,
        )
    )
