"""An offering is over: who gets how much, and where the money goes.

Three steps, each a transaction of its own and safe to repeat: the offering takes nothing more, the
allotment is decided, each order is paid or released. Orders are locked before money, and money
before the offering; so no step waits for one that waits for it.
"""

from __future__ import annotations

from sqlalchemy import bindparam, update

from rongqu.events.investing import OfferingAllotted, OfferingFailed, SubscriptionAllotted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import HoldId, OfferingId, PaymentOrderId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.investing import queries, rules, tables
from rongqu.modules.investing.actions._changes import change_offering, change_subscription
from rongqu.modules.investing.types import (
    Offering,
    OfferingStatus,
    Subscription,
    SubscriptionStatus,
)
from rongqu.modules.ledger.public import void_hold
from rongqu.modules.payments.public import OrderKind, TransferOrder, order_transfer

AT_ONCE = 50
"""Orders that are paid in one transaction: few enough to begin again, enough to be quick."""


async def close_offering(tx: Tx, offering_id: OfferingId) -> bool:
    """No more orders. False while one may still be taken back, or it is not over."""
    offering = await queries.lock_offering(tx, offering_id)
    if offering.status in (OfferingStatus.SETTLING, OfferingStatus.FAILED):
        return True
    if not rules.is_over(offering, tx.now):
        return False
    cooling = await queries.find_latest_cooling(tx, offering_id)
    if cooling is not None and tx.now < cooling:
        return False
    await change_offering(tx, offering_id, status=OfferingStatus.SETTLING)
    return True


async def settle_offering(tx: Tx, offering_id: OfferingId) -> None:
    """Internal: only the job calls it. Decide the allotment, once: orders that are held become
    allotted ones."""
    held = await queries.lock_subscriptions(tx, offering_id, SubscriptionStatus.HELD)
    offering = await queries.lock_offering(tx, offering_id)
    if offering.status is not OfferingStatus.SETTLING or offering.settled_at is not None:
        return
    allotted = rules.allot(offering, {each.id: each.amount for each in held})
    zero = Money.zero(offering.target.currency)
    total = sum(allotted.values(), start=zero)

    columns = tables.subscription.c
    if held:
        await tx.connection.execute(
            update(tables.subscription)
            .where(columns.id == bindparam("order"))
            .values(status=SubscriptionStatus.ALLOTTED, allotted_minor=bindparam("minor")),
            [{"order": each.id, "minor": allotted[each.id].minor} for each in held],
        )
    failed = total.is_zero()
    await change_offering(
        tx,
        offering_id,
        taken_minor=total.minor,
        settled_at=tx.now,
        **({"status": OfferingStatus.FAILED} if failed else {}),
    )

    await tx.publish(_fact(offering, total, len(held)))


async def pay_allotted(tx: Tx, offering_id: OfferingId) -> bool:
    """The next orders: what was allotted is on its way to the issuer, the rest is free again.
    False when there is none left."""
    waiting = await queries.lock_subscriptions(
        tx, offering_id, SubscriptionStatus.ALLOTTED, AT_ONCE
    )
    if not waiting:
        return False
    offering = await queries.get_offering(tx, offering_id)
    for each in waiting:
        await void_hold(tx, HoldId(each.id))
    for each in waiting:
        await _pay(tx, offering, each)
    return len(waiting) == AT_ONCE


async def _pay(tx: Tx, offering: Offering, known: Subscription) -> None:
    assert known.allotted is not None
    if known.allotted.is_zero():
        await change_subscription(tx, known, status=SubscriptionStatus.RELEASED, ended_at=tx.now)
    else:
        order_id = PaymentOrderId(new_id())
        await order_transfer(
            tx,
            TransferOrder(
                id=order_id,
                kind=OrderKind.SUBSCRIPTION,
                payer=known.investor_id,
                payee=offering.issuer_id,
                amount=known.allotted,
                reference=known.id,
            ),
        )
        await change_subscription(
            tx, known, status=SubscriptionStatus.PAYING, payment_order_id=order_id
        )
    await tx.publish(
        SubscriptionAllotted(
            subject_id=known.id,
            parties=(known.investor_id, offering.issuer_id),
            offering_id=offering.id,
            amount=known.amount,
            allotted=known.allotted,
        )
    )


def _fact(offering: Offering, total: Money, orders: int) -> OfferingAllotted | OfferingFailed:
    parties = (offering.issuer_id,)
    if total.is_zero():
        return OfferingFailed(subject_id=offering.id, parties=parties, ordered=offering.taken)
    assert offering.seed is not None
    return OfferingAllotted(
        subject_id=offering.id,
        parties=parties,
        ordered=offering.taken,
        allotted=total,
        orders=orders,
        seed=offering.seed,
    )
