"""Bodies of the API of coupons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from rongqu.infra.web import MoneyBody, Yuan
from rongqu.kernel.ids import EnterpriseId, OrganisationId
from rongqu.modules.coupons.types import Coupon, CouponId, CouponState, NewCoupon

Code = Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, max_length=18)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=100)]


class NewCouponBody(BaseModel):
    """`reason` is shown to the company."""

    company_code: Code
    amount: Yuan
    valid_until: date
    reason: Reason

    def to_new(self, coupon_id: CouponId, enterprise_id: EnterpriseId) -> NewCoupon:
        return NewCoupon(
            id=coupon_id,
            enterprise_id=enterprise_id,
            amount=self.amount.to_money(),
            valid_until=self.valid_until,
            reason=self.reason,
        )


class CouponUseBody(BaseModel):
    application_id: UUID


class CouponBody(BaseModel):
    """`waived`: what was let off by it, once the loan is paid out."""

    id: UUID
    enterprise_id: UUID
    company_name: str
    amount: MoneyBody
    valid_until: date
    reason: str
    state: CouponState
    application_id: UUID | None
    waived: MoneyBody | None
    granted_at: datetime

    @classmethod
    def of(cls, coupon: Coupon, names: Mapping[OrganisationId, str], today: date) -> Self:
        return cls(
            id=coupon.id,
            enterprise_id=coupon.enterprise_id,
            company_name=names.get(OrganisationId(coupon.enterprise_id), ""),
            amount=MoneyBody.of(coupon.amount),
            valid_until=coupon.valid_until,
            reason=coupon.reason,
            state=coupon.state_on(today),
            application_id=coupon.application_id,
            waived=None if coupon.waived is None else MoneyBody.of(coupon.waived),
            granted_at=coupon.granted_at,
        )
