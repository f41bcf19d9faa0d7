"""Pure decisions of coupons."""

from __future__ import annotations

from datetime import date, timedelta

from rongqu.kernel.money import Money
from rongqu.modules.coupons.errors import (
    CouponDayUnfit,
    CouponNotOpen,
    CouponNotUsed,
    CouponTooLarge,
)
from rongqu.modules.coupons.types import Coupon, CouponState, NewCoupon


def check_can_grant(new: NewCoupon, most: Money, most_days: int, today: date) -> None:
    if not 0 < new.amount.minor <= most.minor:
        raise CouponTooLarge(most=most)
    if not today <= new.valid_until <= today + timedelta(days=most_days):
        raise CouponDayUnfit(latest=today + timedelta(days=most_days))


def check_open(coupon: Coupon, today: date) -> None:
    state = coupon.state_on(today)
    if state is not CouponState.OPEN:
        raise CouponNotOpen(state=state)


def check_returnable(coupon: Coupon, today: date) -> None:
    if coupon.state_on(today) is not CouponState.USED:
        raise CouponNotUsed


def waived_of(coupon: Coupon, fee: Money) -> Money:
    """Never more than there is to pay: what is over lapses."""
    return min(coupon.amount, fee)
