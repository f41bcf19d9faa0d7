"""What servicing does when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from rongqu.events.payments import CollectionFailed, CollectionSettled, PayoutSettled
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId
from rongqu.modules.compliance.public import Approval, stored_command
from rongqu.modules.models.public import declare_outcomes
from rongqu.modules.servicing import permissions
from rongqu.modules.servicing.actions.apply_repayment import apply_repayment
from rongqu.modules.servicing.actions.ask_category import COMMAND
from rongqu.modules.servicing.actions.ask_change import CHANGE_LOAN
from rongqu.modules.servicing.actions.change_loan import change_loan
from rongqu.modules.servicing.actions.fail_repayment import fail_repayment
from rongqu.modules.servicing.actions.open_loan import open_loan
from rongqu.modules.servicing.actions.override_category import override_category
from rongqu.modules.servicing.quality.types import NewCategory
from rongqu.modules.servicing.sets import loans_with_outcome
from rongqu.modules.servicing.types import ChangeWish

declare_outcomes(loans_with_outcome)


@on(PayoutSettled)
async def open_loan_when_paid_out(tx: Tx, event: PayoutSettled) -> None:
    await open_loan(tx, ContractId(event.subject_id), event.settled_on)


@on(CollectionSettled)
async def apply_repayment_when_collected(tx: Tx, event: CollectionSettled) -> None:
    await apply_repayment(tx, event.order_id)


@stored_command(CHANGE_LOAN, approve=permissions.APPROVE_CHANGE, content=ChangeWish)
async def change_loan_once_approved(tx: Tx, approved: Approval, wish: ChangeWish) -> None:
    await change_loan(tx, approved, wish)


@on(CollectionFailed)
async def fail_repayment_when_refused(tx: Tx, event: CollectionFailed) -> None:
    await fail_repayment(tx, event.order_id, event.reason_code)


@stored_command(COMMAND, approve=permissions.APPROVE_CATEGORY, content=NewCategory)
async def override_category_once_approved(tx: Tx, approved: Approval, new: NewCategory) -> None:
    await override_category(tx, approved, new)
