"""Orders a payout, or notes why it is held."""

from __future__ import annotations

from rongqu.events.origination import PayoutHeld, PayoutOrdered
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, PaymentOrderId, new_id
from rongqu.modules.origination import precedent_queries, queries
from rongqu.modules.origination.actions._steps import Why, change, note_step
from rongqu.modules.origination.types import Application, Approval, HeldReason, Hold
from rongqu.modules.payments.public import (
    AccountNotFound,
    AccountNotOpen,
    DayLimitReached,
    InsufficientFunds,
    OrderTooLarge,
    PayoutOrder,
    order_payout,
)


async def order_or_hold(tx: Tx, application: Application) -> PayoutOrdered | PayoutHeld | None:
    """What happened, to be published; None when it is held as it was before."""
    approval = await queries.get_approval(tx, application)
    order_id = PaymentOrderId(new_id())
    held = await _order(tx, application, approval, order_id)
    if held is not None:
        return await hold_for(tx, application, held)
    ordered = await change(
        tx, application, payout_order_id=order_id, hold_reason=None, hold_detail=None
    )
    await note_step(tx, ordered, "order_payout")
    return PayoutOrdered(
        subject_id=ordered.id,
        parties=ordered.parties,
        contract_id=approval.contract_id,
        order_id=order_id,
    )


async def hold_for(tx: Tx, application: Application, hold: Hold) -> PayoutHeld | None:
    """Note the reason, once; None when it is known already."""
    if application.hold == hold:
        return None
    approval = await queries.get_approval(tx, application)
    held = await change(
        tx, application, hold_reason=hold.reason, hold_detail=hold.detail, payout_order_id=None
    )
    await note_step(tx, held, "hold_payout", Why(code=hold.reason, note=hold.detail))
    return PayoutHeld(
        subject_id=held.id,
        parties=held.parties,
        enterprise_id=held.applicant.id,
        institution_id=held.product.institution_id,
        contract_id=approval.contract_id,
        reason=hold.reason,
        detail=hold.detail,
    )


async def _order(
    tx: Tx, application: Application, approval: Approval, order_id: PaymentOrderId
) -> Hold | None:
    if await precedent_queries.count_open(tx, approval.contract_id):
        return Hold(reason=HeldReason.PRECEDENTS)
    order = PayoutOrder(
        id=order_id,
        payer=application.product.institution_id,
        payee=OrganisationId(application.applicant.id),
        amount=approval.amount,
        fee=approval.fee,
        reference=approval.contract_id,
        product=application.product.kind,
    )
    try:
        async with tx.connection.begin_nested():  # a refusal leaves nothing of it behind
            await order_payout(tx, order)
    except InsufficientFunds:
        return Hold(reason=HeldReason.FUNDS)
    except (AccountNotFound, AccountNotOpen) as error:
        return Hold(reason=HeldReason.ACCOUNT, detail=error.code)
    except (OrderTooLarge, DayLimitReached) as error:
        return Hold(reason=HeldReason.LIMIT, detail=error.code)
    return None
