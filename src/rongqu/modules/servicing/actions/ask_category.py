"""Ask that a loan gets another category than the rules give it; somebody else has to agree."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, LoanId
from rongqu.modules.compliance.public import Approval, Ask, ask_approval
from rongqu.modules.servicing import permissions
from rongqu.modules.servicing.days.types import Category
from rongqu.modules.servicing.quality import queries as quality
from rongqu.modules.servicing.quality import rules
from rongqu.modules.servicing.quality.types import NewCategory
from rongqu.modules.servicing.queries import lock_loan
from rongqu.modules.servicing.rules import check_payable

COMMAND = "servicing.override_category"


async def ask_category(
    tx: Tx, ask_id: ApprovalId, loan_id: LoanId, category: Category, reason: str
) -> Approval:
    """Never better than days past due and triggers say. On record (`tx.publish(ApprovalAsked)`)
    by the approval itself."""
    tx.actor.require(permissions.CLASSIFY)
    loan = await lock_loan(tx, loan_id)
    check_payable(loan, is_pending=False)
    rules.check_override(category, await quality.read_least_category(tx, loan), reason)

    return await ask_approval(
        tx,
        Ask(
            id=ask_id,
            command=COMMAND,
            subject=str(loan.id),
            content=NewCategory(loan_id=loan.id, category=category),
            reason=reason,
        ),
    )
