"""Let the rules decide a loan's category again, from the next day's end."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.servicing import OverrideLifted
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import LoanId
from rongqu.modules.servicing import permissions
from rongqu.modules.servicing.days import tables
from rongqu.modules.servicing.queries import lock_loan

OVERRIDE = tables.category_override.c


async def lift_override(tx: Tx, loan_id: LoanId) -> None:
    """Whoever may approve an override may lift it alone. Safe to repeat."""
    tx.actor.require(permissions.APPROVE_CATEGORY)
    loan = await lock_loan(tx, loan_id)

    lifted = await tx.connection.execute(
        update(tables.category_override)
        .where(OVERRIDE.loan_id == loan.id, OVERRIDE.lifted_on.is_(None))
        .values(lifted_on=tx.business_date)
        .returning(OVERRIDE.category)
    )
    for category in lifted.scalars():
        await tx.publish(
            OverrideLifted(
                subject_id=loan.id,
                parties=(loan.institution_id,),
                category=category,
                changes=changes_between({"category": category}, {}),
            )
        )
