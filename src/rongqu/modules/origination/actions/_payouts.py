"""Orders a payout, or notes why it is held."""

from __future__ import annotations

from rongqu.events.origination import PayoutAsked, PayoutHeld, PayoutOrdered
from rongqu.infra.scopes import PLATFORM, scope_of
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, OrganisationId, PaymentOrderId, new_id
from rongqu.modules.fraud.public import count_strong
from rongqu.modules.ledger.public import find_hold
from rongqu.modules.origination import precedent_queries, queries, rules
from rongqu.modules.origination.actions._steps import Why, change, note_step
from rongqu.modules.origination.errors import NotHeldForReview
from rongqu.modules.origination.suspicious import subject_of
from rongqu.modules.origination.types import Application, Approval, HeldReason, Hold
from rongqu.modules.payments.public import (
    AccountNotFound,
    AccountNotOpen,
    DayLimitReached,
    Deposit,
    InsufficientFunds,
    OrderTooLarge,
    PayoutOrder,
    hold_deposit,
    order_payout,
    release_deposit,
)

Outcome = PayoutOrdered | PayoutHeld | PayoutAsked


async def order_or_hold(tx: Tx, application: Application) -> Outcome | None:
    """What happened, to be published; None when it is held as it was before. Nobody sees the
    other side's account, neither the lender's balance nor the lessee's deposit: where one is needed
    that the actor does not see, a handler of the platform goes on."""
    approval = await queries.get_approval(tx, application)
    if not _sees_the_money(tx, application, approval):
        return PayoutAsked(
            subject_id=application.id,
            parties=application.parties,
            contract_id=approval.contract_id,
        )
    order_id = PaymentOrderId(new_id())
    held = await _find_bar(tx, application, approval)
    held = held or await _order(tx, application, approval, order_id)
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


def _sees_the_money(tx: Tx, application: Application, approval: Approval) -> bool:
    scope = scope_of(tx.actor)
    if scope == PLATFORM:
        return True
    is_lender = scope == str(application.product.institution_id)
    return is_lender and _deposit_of(application, approval) is None


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


async def lock_suspected(tx: Tx, application_id: ApplicationId) -> Application:
    """One whose payout is held for a suspicion that nobody has cleared."""
    application = await queries.lock_application(tx, application_id)
    rules.check_held_for_review(application)
    approval = await queries.get_approval(tx, application)
    if not await count_strong(tx, subject_of(application), since=approval.approved_at):
        raise NotHeldForReview(stage=application.stage)
    return application


async def let_go_of_deposit(tx: Tx, application: Application) -> None:
    """The lessee's, if it was held for an order that the bank then refused."""
    deposit = _deposit_of(application, await queries.get_approval(tx, application))
    if deposit is not None and await find_hold(tx, deposit.hold_id) is not None:
        await release_deposit(tx, deposit)


class DepositLacking(Exception):
    """The lessee's account has less than the deposit."""


async def _hold_deposit(tx: Tx, application: Application, approval: Approval) -> None:
    """A lessee's deposit is not taken out of what is paid to it: it has to be there before."""
    deposit = _deposit_of(application, approval)
    if deposit is None:
        return
    try:
        await hold_deposit(tx, deposit)
    except InsufficientFunds as error:
        raise DepositLacking from error


def _deposit_of(application: Application, approval: Approval) -> Deposit | None:
    lease = approval.structure.lease
    if lease is None or lease.deposit.is_zero():
        return None
    return Deposit(
        reference=approval.contract_id,
        owner=OrganisationId(application.applicant.id),
        secures=application.product.institution_id,
        amount=lease.deposit,
    )


async def _find_bar(tx: Tx, application: Application, approval: Approval) -> Hold | None:
    """What was not known when it was approved, and what it was approved on condition of."""
    if await count_strong(tx, subject_of(application), since=approval.approved_at):
        return Hold(reason=HeldReason.REVIEW)
    if await precedent_queries.count_open(tx, approval.contract_id):
        return Hold(reason=HeldReason.PRECEDENTS)
    return None


async def _order(
    tx: Tx, application: Application, approval: Approval, order_id: PaymentOrderId
) -> Hold | None:
    order = PayoutOrder(
        id=order_id,
        payer=application.product.institution_id,
        payee=OrganisationId(application.applicant.id),
        amount=approval.amount,
        fee=rules.fee_to_take(approval.fee, application.waived),
        reference=approval.contract_id,
        product=application.product.kind,
    )
    try:
        async with tx.connection.begin_nested():  # a refusal leaves nothing of it behind
            await _hold_deposit(tx, application, approval)
            await order_payout(tx, order)
    except DepositLacking:
        return Hold(reason=HeldReason.DEPOSIT)
    except InsufficientFunds:
        return Hold(reason=HeldReason.FUNDS)
    except (AccountNotFound, AccountNotOpen) as error:
        return Hold(reason=HeldReason.ACCOUNT, detail=error.code)
    except (OrderTooLarge, DayLimitReached) as error:
        return Hold(reason=HeldReason.LIMIT, detail=error.code)
    return None
