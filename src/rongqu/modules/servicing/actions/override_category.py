"""Give a loan the category that two people agreed on; it counts from the next day's end."""

from __future__ import annotations

from sqlalchemy import insert, update

from rongqu.events.servicing import CategoryOverridden
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import LoanId
from rongqu.modules.compliance.public import Approval
from rongqu.modules.servicing.days import tables
from rongqu.modules.servicing.quality import queries as quality
from rongqu.modules.servicing.quality import rules
from rongqu.modules.servicing.quality.types import NewCategory
from rongqu.modules.servicing.queries import lock_loan

OVERRIDE = tables.category_override.c


async def override_category(tx: Tx, approved: Approval, new: NewCategory) -> None:
    """Internal: the stored command of an approved wish. It takes the place of an earlier one."""
    loan = await lock_loan(tx, LoanId(new.loan_id))
    least = await quality.read_least_category(tx, loan)
    rules.check_override(new.category, least, approved.reason)

    lifted = await tx.connection.execute(
        update(tables.category_override)
        .where(OVERRIDE.loan_id == loan.id, OVERRIDE.lifted_on.is_(None))
        .values(lifted_on=tx.business_date)
        .returning(OVERRIDE.category)
    )
    before = lifted.scalar_one_or_none()
    await tx.connection.execute(
        insert(tables.category_override).values(
            id=approved.id,
            loan_id=loan.id,
            category=new.category,
            reason=approved.reason,
            asked_by=approved.asked_by,
            approved_by=tx.actor.id,
            since=tx.business_date,
        )
    )

    await tx.publish(
        CategoryOverridden(
            subject_id=loan.id,
            parties=(loan.institution_id,),
            category=new.category,
            changes=changes_between({"category": before}, {"category": new.category}),
        )
    )
