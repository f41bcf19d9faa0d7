"""Pay with a deposit: the last payments on their days, or arrears that the lessor asks for."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import insert

from rongqu.events.leasing import DepositNotSetOff, DepositSetOff
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor, Portal
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import LoanId, PaymentOrderId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.leasing import queries, rules, tables
from rongqu.modules.leasing.actions._deposits import hold_only
from rongqu.modules.leasing.types import Lease, SetOff, Unpaid
from rongqu.modules.servicing.public import (
    REPAY,
    RepaymentKind,
    RepaymentOrder,
    get_standing,
    lock_loan,
    order_repayment,
    quote_of,
)


async def set_off_deposit(tx: Tx, lease_id: LoanId, kind: SetOff) -> None:
    """Internal: the job and a handler call it. Safe to repeat: what was set off is held no more.
    What refuses the repayment, such as another one under way, is told, and tried another day."""
    lease = await queries.find_locked(tx, lease_id)
    if lease is None or lease.held.is_zero():
        return
    amount = await _amount(tx, lease, kind)
    if amount.is_zero():
        return

    order_id = PaymentOrderId(new_id())
    order = RepaymentOrder(id=order_id, loan_id=lease.id, kind=RepaymentKind.ARREARS, amount=amount)
    refusal = await _pay(tx, lease, order, kind)

    if refusal is not None:
        await tx.publish(
            DepositNotSetOff(subject_id=lease.id, parties=lease.parties, reason_code=refusal)
        )
        return
    await tx.publish(
        DepositSetOff(
            subject_id=lease.id,
            parties=lease.parties,
            repayment_id=order_id,
            kind=kind,
            amount=amount,
            left=lease.held - amount,
        )
    )


async def _amount(tx: Tx, lease: Lease, kind: SetOff) -> Money:
    """No more than is owed on the day, whatever it is used for."""
    loan = await lock_loan(tx, lease.id)
    standing = await get_standing(tx, loan, tx.business_date)
    owed = quote_of(RepaymentKind.ARREARS, standing).amount
    if kind is SetOff.ARREARS:
        return min(owed, lease.held)
    unpaid = [
        Unpaid(line.due_on, line.principal_left + line.interest_left) for line in standing.unpaid
    ]
    covered = rules.covered_by_deposit(unpaid, lease.held, tx.business_date)
    return min(owed, covered)


async def _pay(tx: Tx, lease: Lease, order: RepaymentOrder, kind: SetOff) -> str | None:
    """The code of the refusal, which leaves the deposit as it is; or None."""
    lessee = Actor(
        id=tx.actor.id,
        organisation=lease.lessee,
        portal=Portal.ENTERPRISE,
        permissions=frozenset({REPAY}),
    )
    try:
        async with tx.connection.begin_nested():
            await hold_only(tx, lease, lease.held - order.amount)
            await order_repayment(replace(tx, actor=lessee), order)
            await _note(tx, lease, order, kind)
    except DomainError as refused:
        return refused.code
    return None


async def _note(tx: Tx, lease: Lease, order: RepaymentOrder, kind: SetOff) -> None:
    await tx.connection.execute(
        insert(tables.set_off).values(
            id=order.id,
            lease_id=lease.id,
            kind=kind,
            day=tx.business_date,
            currency=order.amount.currency,
            amount_minor=order.amount.minor,
            failed=False,
        )
    )
