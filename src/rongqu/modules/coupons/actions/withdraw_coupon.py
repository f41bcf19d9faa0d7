"""The platform withdraws a coupon that nobody uses."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.coupons import CouponWithdrawn
from rongqu.infra.tx import Tx
from rongqu.modules.coupons import permissions, queries, rules, tables
from rongqu.modules.coupons.types import CouponId


async def withdraw_coupon(tx: Tx, coupon_id: CouponId) -> None:
    tx.actor.require(permissions.GRANT)
    coupon = await queries.lock_coupon(tx, coupon_id)
    rules.check_open(coupon, tx.business_date)

    this_one = update(tables.coupon).where(tables.coupon.c.id == coupon.id)
    await tx.connection.execute(this_one.values(withdrawn_at=tx.now))

    company = coupon.enterprise_id
    await tx.publish(
        CouponWithdrawn(subject_id=coupon.id, parties=(company,), enterprise_id=company)
    )
