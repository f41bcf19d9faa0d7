"""Order a repayment: the borrower says what they want to pay, the bank is asked to move it."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.servicing import RepaymentOrdered
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import FactId, UserId
from rongqu.modules.payments.public import OrderKind, TransferOrder, order_transfer
from rongqu.modules.servicing import permissions, queries, rules, tables
from rongqu.modules.servicing.settlement import (
    LoanState,
    Standing,
    apply,
    can_shorten,
    prepayment_quote_of,
    quote_of,
)
from rongqu.modules.servicing.types import (
    Fact,
    FactContent,
    FactKind,
    Loan,
    PrepaymentEffect,
    Quote,
    Repayment,
    RepaymentKind,
    RepaymentOrder,
    RepaymentStatus,
)


async def order_repayment(tx: Tx, order: RepaymentOrder) -> Repayment:
    """The money is frozen at once, so the payment counts for today whenever the bank settles it."""
    tx.actor.require(permissions.REPAY)
    loan = await queries.lock_loan(tx, order.loan_id)
    rules.check_borrower(loan, tx.actor.organisation)
    pending = await queries.find_pending_repayment(tx, loan)
    rules.check_payable(loan, is_pending=pending is not None)
    quote = quote_for(order, await queries.get_standing(tx, loan, tx.business_date))
    rules.check_amount(order.amount, quote)

    repayment = await _insert_repayment(tx, order)
    await order_transfer(
        tx,
        TransferOrder(
            id=order.id,
            kind=OrderKind.COLLECTION,
            payer=loan.parties[0],
            payee=loan.institution_id,
            amount=order.amount,
            reference=loan.id,
        ),
    )

    await tx.publish(_as_event(loan, repayment))
    return repayment


async def preview_prepayment(tx: Tx, loan: Loan, order: RepaymentOrder) -> tuple[Quote, LoanState]:
    """What a prepayment costs today, and the loan as it would be then; nothing is written."""
    rules.check_payable(loan, is_pending=False)
    quote = quote_for(order, await queries.get_standing(tx, loan, tx.business_date))
    content = FactContent(amount=quote.amount, way=order.kind, effect=order.effect)
    fact = Fact(
        id=FactId(order.id),
        loan_id=loan.id,
        kind=FactKind.REPAYMENT,
        counts_on=tx.business_date,
        content=content,
        reason="",
        recorded_by=UserId(tx.actor.id),
        recorded_at=tx.now,
    )
    calendar = await queries.read_calendar(tx, tx.business_date, tx.business_date)
    state = LoanState(loan=loan, lines=await queries.list_instalments(tx, loan))
    after, _ = apply(state, fact, calendar)
    return quote, after


def quote_for(order: RepaymentOrder, standing: Standing) -> Quote:
    """Of a prepayment, for the principal that the order names."""
    if order.kind is not RepaymentKind.PREPAYMENT:
        return quote_of(order.kind, standing)
    loan = standing.loan
    effect = order.effect or PrepaymentEffect.INSTALMENT
    rules.check_effect(loan, effect, can_shorten=can_shorten(loan.method))
    principal = rules.prepaid_principal(loan, order, quote_of(RepaymentKind.ARREARS, standing))
    return prepayment_quote_of(standing, principal)


async def _insert_repayment(tx: Tx, order: RepaymentOrder) -> Repayment:
    await tx.connection.execute(
        insert(tables.repayment).values(
            id=order.id,
            loan_id=order.loan_id,
            kind=order.kind,
            status=RepaymentStatus.ORDERED,
            amount_minor=order.amount.minor,
            currency=order.amount.currency,
            ordered_on=tx.business_date,
            ordered_by=tx.actor.id,
            ordered_at=tx.now,
            effect=order.effect,
        )
    )
    return await queries.get_repayment(tx, order.id)


def _as_event(loan: Loan, repayment: Repayment) -> RepaymentOrdered:
    return RepaymentOrdered(
        subject_id=loan.id,
        parties=loan.parties,
        enterprise_id=loan.enterprise_id,
        institution_id=loan.institution_id,
        repayment_id=repayment.id,
        kind=repayment.kind,
        amount=repayment.amount,
    )
