"""What a coupon is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.ids import ApplicationId, EnterpriseId
from rongqu.kernel.money import Money

CouponId = NewType("CouponId", UUID)


class CouponState(StrEnum):
    """README.md draws the life cycle."""

    OPEN = "open"
    USED = "used"
    REDEEMED = "redeemed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCoupon:
    """The caller makes the id. `reason` is shown to the company."""

    id: CouponId
    enterprise_id: EnterpriseId
    amount: Money
    valid_until: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coupon:
    """`waived`: what was let off by it, once the loan is paid out."""

    id: CouponId
    enterprise_id: EnterpriseId
    amount: Money
    valid_until: date
    reason: str
    granted_at: datetime
    application_id: ApplicationId | None
    waived: Money | None
    withdrawn_at: datetime | None

    def state_on(self, day: date) -> CouponState:
        """What is used before its last day is over stays so."""
        if self.withdrawn_at is not None:
            return CouponState.WITHDRAWN
        if self.waived is not None:
            return CouponState.REDEEMED
        if self.application_id is not None:
            return CouponState.USED
        return CouponState.OPEN if day <= self.valid_until else CouponState.EXPIRED
