"""What coupons tell the world. The subject is the coupon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponGranted(Event):
    name = "coupons.coupon_granted.v1"
    enterprise_id: UUID
    amount: Money
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponWithdrawn(Event):
    name = "coupons.coupon_withdrawn.v1"
    enterprise_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponUsed(Event):
    """The fee of an application will be less by it."""

    name = "coupons.coupon_used.v1"
    enterprise_id: UUID
    application_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponReturned(Event):
    """It can be used again: the company wished so, or the application ended without a payout."""

    name = "coupons.coupon_returned.v1"
    enterprise_id: UUID
    application_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponRedeemed(Event):
    """The loan is paid out: `waived` of its fee was not taken."""

    name = "coupons.coupon_redeemed.v1"
    enterprise_id: UUID
    application_id: UUID
    waived: Money
