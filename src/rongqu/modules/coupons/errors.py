"""Every refusal of coupons."""

from rongqu.kernel.errors import DomainError, NotFound


class CouponNotFound(NotFound):
    code = "coupons.not_found"


class CouponNotOpen(DomainError):
    """It is used already, was withdrawn, or its last day is over."""

    code = "coupons.not_open"


class CouponNotUsed(DomainError):
    """There is nothing to take back: it is not used, or its loan is paid out."""

    code = "coupons.not_used"


class CouponTooLarge(DomainError):
    """Worth nothing, or more than the policy allows."""

    code = "coupons.too_large"
    status = 422


class CouponDayUnfit(DomainError):
    """Its last day is over, or too far away."""

    code = "coupons.day_unfit"
    status = 422
