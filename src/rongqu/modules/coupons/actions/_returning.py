"""A coupon that was used can be used again."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.coupons import CouponReturned
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.coupons import tables
from rongqu.modules.coupons.types import Coupon


async def free_coupon(tx: Tx, coupon: Coupon, application_id: ApplicationId) -> CouponReturned:
    """What happened, to be published."""
    this_one = update(tables.coupon).where(tables.coupon.c.id == coupon.id)
    await tx.connection.execute(this_one.values(application_id=None))
    return CouponReturned(
        subject_id=coupon.id,
        parties=(coupon.enterprise_id,),
        enterprise_id=coupon.enterprise_id,
        application_id=application_id,
    )
