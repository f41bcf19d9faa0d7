"""A company takes a coupon back from an application that is not being paid out yet."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.coupons import permissions, queries
from rongqu.modules.coupons.actions._returning import free_coupon
from rongqu.modules.coupons.errors import CouponNotUsed
from rongqu.modules.coupons.types import CouponId
from rongqu.modules.origination.public import take_waiver_back


async def take_coupon_back(tx: Tx, coupon_id: CouponId) -> None:
    tx.actor.require(permissions.USE)
    coupon = await queries.lock_coupon(tx, coupon_id)
    if coupon.application_id is None or coupon.waived is not None:
        raise CouponNotUsed
    await take_waiver_back(tx, coupon.application_id)

    returned = await free_coupon(tx, coupon, coupon.application_id)

    await tx.publish(returned)
