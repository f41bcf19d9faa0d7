"""Order a repayment: the borrower says what they want to pay, the bank is asked to move it."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.servicing import RepaymentOrdered
from rongqu.infra.tx import Tx
from rongqu.modules.payments.public import CollectionOrder, order_collection
from rongqu.modules.servicing import permissions, queries, rules, tables
from rongqu.modules.servicing.settlement import quote_of
from rongqu.modules.servicing.types import Loan, Repayment, RepaymentOrder, RepaymentStatus


async def order_repayment(tx: Tx, order: RepaymentOrder) -> Repayment:
    """The money is frozen at once, so the payment counts for today whenever the bank settles it."""
    tx.actor.require(permissions.REPAY)
    loan = await queries.lock_loan(tx, order.loan_id)
    rules.check_borrower(loan, tx.actor.organisation)
    pending = await queries.find_pending_repayment(tx, loan)
    rules.check_payable(loan, is_pending=pending is not None)
    quote = quote_of(order.kind, await queries.get_standing(tx, loan, tx.business_date))
    rules.check_amount(order.amount, quote)

    repayment = await _insert_repayment(tx, order)
    await order_collection(
        tx,
        CollectionOrder(
            id=order.id,
            payer=loan.parties[0],
            payee=loan.institution_id,
            amount=order.amount,
            reference=loan.id,
        ),
    )

    await tx.publish(_as_event(loan, repayment))
    return repayment


async def _insert_repayment(tx: Tx, order: RepaymentOrder) -> Repayment:
    inserted = await tx.connection.execute(
        insert(tables.repayment)
        .values(
            id=order.id,
            loan_id=order.loan_id,
            kind=order.kind,
            status=RepaymentStatus.ORDERED,
            amount_minor=order.amount.minor,
            currency=order.amount.currency,
            ordered_on=tx.business_date,
            ordered_by=tx.actor.id,
            ordered_at=tx.now,
        )
        .returning(*tables.repayment.c)
    )
    return queries.to_repayment(inserted.one())


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
