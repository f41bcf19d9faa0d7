"""The front door of coupons."""

from rongqu.modules.coupons.actions.grant_coupon import grant_coupon
from rongqu.modules.coupons.permissions import VIEW
from rongqu.modules.coupons.types import CouponId, NewCoupon

__all__ = ["VIEW", "CouponId", "NewCoupon", "grant_coupon"]
