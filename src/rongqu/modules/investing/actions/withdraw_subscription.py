"""Take an order back within its cooling-off 冷静期."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.investing import SubscriptionWithdrawn
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import HoldId, SubscriptionId
from rongqu.modules.investing import permissions, queries, rules, tables
from rongqu.modules.investing.actions._changes import change_subscription
from rongqu.modules.investing.errors import CoolingOffOver, SubscriptionNotFound
from rongqu.modules.investing.types import OfferingStatus, Subscription, SubscriptionStatus
from rongqu.modules.ledger.public import void_hold


async def withdraw_subscription(tx: Tx, subscription_id: SubscriptionId) -> Subscription:
    """The money is free at once, and others can order what was."""
    tx.actor.require(permissions.INVEST)
    known = await queries.lock_subscription(tx, subscription_id)
    if known.investor_id != tx.actor.organisation:
        raise SubscriptionNotFound(subscription_id=subscription_id)
    rules.check_can_withdraw(known, tx.now)

    await void_hold(tx, HoldId(known.id))
    columns = tables.offering.c
    given_back = await tx.connection.execute(
        update(tables.offering)
        .where(columns.id == known.offering_id, columns.status == OfferingStatus.OPEN)
        .values(taken_minor=columns.taken_minor - known.amount.minor, orders=columns.orders - 1)
        .returning(columns.issuer_id)
    )
    issuer_id = given_back.scalar_one_or_none()
    if issuer_id is None:
        raise CoolingOffOver(status=known.status, cooling_until=known.cooling_until)
    withdrawn = await change_subscription(
        tx, known, status=SubscriptionStatus.WITHDRAWN, ended_at=tx.now
    )

    await tx.publish(
        SubscriptionWithdrawn(
            subject_id=known.id,
            parties=(known.investor_id, issuer_id),
            offering_id=known.offering_id,
            amount=known.amount,
        )
    )
    return withdrawn
