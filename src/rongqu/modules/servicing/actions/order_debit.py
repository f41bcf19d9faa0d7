"""Order a planned direct debit at the bank, on behalf of whoever gave the mandate."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import update

from rongqu.events.servicing import DirectDebitRefused
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor, Portal
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import LoanId, PaymentOrderId
from rongqu.modules.servicing import permissions, queries
from rongqu.modules.servicing.actions.order_repayment import order_repayment
from rongqu.modules.servicing.days import debits, tables
from rongqu.modules.servicing.days.types import Debit, Mandate
from rongqu.modules.servicing.settlement import quote_of
from rongqu.modules.servicing.types import Loan, RepaymentKind, RepaymentOrder


async def order_debit(tx: Tx, debit_id: UUID) -> None:
    """Internal: the job calls it. Safe to repeat: a debit is ordered or refused once.

    All that has fallen due is asked for. What refuses the repayment, such as too little money in
    the account, ends the debit, and the next day's end plans another.
    """
    locked = await debits.lock_planned_debit(tx, debit_id)
    if locked is None:
        return
    loan = await queries.get_loan(tx, LoanId(locked.loan_id))
    mandate = await debits.find_mandate(tx, loan.id)

    reason = "mandate_revoked"
    if mandate is not None:
        reason = await _order(tx, PaymentOrderId(debit_id), loan, mandate)
    await tx.connection.execute(
        update(tables.direct_debit)
        .where(tables.direct_debit.c.id == debit_id)
        .values(state=Debit.REFUSED if reason else Debit.ORDERED, reason_code=reason)
    )

    if reason:
        await tx.publish(
            DirectDebitRefused(
                **loan.about,
                reason_code=reason,
            )
        )


async def _order(tx: Tx, order_id: PaymentOrderId, loan: Loan, mandate: Mandate) -> str | None:
    """The code of the refusal, or None."""
    borrower = Actor(
        id=mandate.given_by,
        organisation=loan.parties[0],
        portal=Portal.ENTERPRISE,
        permissions=frozenset({permissions.REPAY}),
    )
    quote = quote_of(RepaymentKind.ARREARS, await queries.get_standing(tx, loan, tx.business_date))
    order = RepaymentOrder(
        id=order_id, loan_id=loan.id, kind=RepaymentKind.ARREARS, amount=quote.amount
    )
    try:
        async with tx.connection.begin_nested():
            await order_repayment(replace(tx, actor=borrower), order)
    except DomainError as refused:
        return refused.code
    return None
