"""A company uses a coupon for one of its applications: the fee at the payout is less by it."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.coupons import CouponUsed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.coupons import permissions, queries, rules, tables
from rongqu.modules.coupons.types import CouponId
from rongqu.modules.origination.public import waive_fee


async def use_coupon(tx: Tx, coupon_id: CouponId, application_id: ApplicationId) -> None:
    """One for each application: the application knows what is waived already."""
    tx.actor.require(permissions.USE)
    coupon = await queries.lock_coupon(tx, coupon_id)
    rules.check_open(coupon, tx.business_date)
    await waive_fee(tx, application_id, coupon.amount)

    this_one = update(tables.coupon).where(tables.coupon.c.id == coupon.id)
    await tx.connection.execute(this_one.values(application_id=application_id))

    await tx.publish(
        CouponUsed(
            subject_id=coupon.id,
            parties=(coupon.enterprise_id,),
            enterprise_id=coupon.enterprise_id,
            application_id=application_id,
            amount=coupon.amount,
        )
    )
