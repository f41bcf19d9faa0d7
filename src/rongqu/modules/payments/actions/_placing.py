"""What all kinds of orders share when they are placed: checks, the row, and the freezing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import insert

from rongqu.events.payments import PaymentOrdered
from rongqu.infra.calendar import next_business_day
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.dates import SHANGHAI
from rongqu.kernel.money import Money
from rongqu.modules.ledger.public import Account, AccountCode, lock_available, post_entry
from rongqu.modules.payments import queries, rules, tables
from rongqu.modules.payments.actions._bookings import make_freezing
from rongqu.modules.payments.types import (
    CURRENCY,
    CUT_OFF,
    LIMITED,
    NewOrder,
    OrderStatus,
    PaymentOrder,
)


@dataclass(frozen=True, slots=True)
class Placed:
    order: PaymentOrder
    is_new: bool

    def as_event(self) -> PaymentOrdered:
        order = self.order
        return PaymentOrdered(
            subject_id=order.id,
            parties=order.parties,
            kind=order.kind,
            reference=order.reference,
            amount=order.amount,
        )


async def place_order(tx: Tx, wished: NewOrder) -> Placed:
    """Freeze what the payer has to pay, and note the order; the bank is told afterwards."""
    rules.check_payable(wished.amount, wished.fee)
    available = await _lock_available(tx, wished)
    known = await queries.find_order(tx, wished.id)
    if known is not None:
        rules.check_same_order(wished, known)
        return Placed(known, is_new=False)
    await _check_accounts(tx, wished)
    await _check_limits(tx, wished)
    if available is not None:
        rules.check_enough(available, wished.amount)

    await _insert_order(tx, wished)
    order = await queries.find_order(tx, wished.id)
    assert order is not None
    if (freezing := make_freezing(order)) is not None:
        await post_entry(tx, freezing)
    return Placed(order, is_new=True)


async def _lock_available(tx: Tx, wished: NewOrder) -> Money | None:
    """Before anything is looked at: two orders of one payer come one after the other."""
    if wished.payer is None:
        return None
    return await lock_available(tx, Account(AccountCode.CUSTODY, wished.payer), CURRENCY)


async def _check_accounts(tx: Tx, wished: NewOrder) -> None:
    sides = [side for side in (wished.payer, wished.payee) if side is not None]
    states = await queries.list_account_states(tx, sides)
    for side in sides:
        rules.check_open(states[side])


async def _check_limits(tx: Tx, wished: NewOrder) -> None:
    if wished.kind in LIMITED:
        limits = await queries.read_limits(tx, wished.kind)
        rules.check_limits(wished.amount, limits, await queries.sum_of_day(tx, wished))


async def _value_date(tx: Tx, wished: NewOrder) -> date:
    """Today, or the next business day where the bank is not told any more today."""
    if wished.kind not in CUT_OFF:
        return tx.business_date
    cut_off_hour = int(await read_policy(tx, "payments.cut_off_hour"))
    if not rules.is_after_cut_off(tx.now, cut_off_hour):
        return tx.business_date
    return await next_business_day(tx, tx.business_date + timedelta(days=1))


async def _insert_order(tx: Tx, wished: NewOrder) -> None:
    value_date = await _value_date(tx, wished)
    opens_at = datetime.combine(value_date, time(), SHANGHAI)
    await tx.connection.execute(
        insert(tables.payment_order).values(
            id=wished.id,
            kind=wished.kind,
            payer_id=wished.payer,
            payee_id=wished.payee,
            amount_minor=wished.amount.minor,
            currency=wished.amount.currency,
            fee_minor=wished.fee.minor,
            reference=wished.reference,
            product=wished.product,
            status=OrderStatus.ORDERED,
            value_date=value_date,
            attempts=0,
            asks=0,
            ordered_by=tx.actor.id,
            ordered_at=tx.now,
            ask_at=max(opens_at, tx.now + await queries.read_pause(tx, asks=0)),
        )
    )
