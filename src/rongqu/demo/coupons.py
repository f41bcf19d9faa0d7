"""Coupons of the platform: some companies have one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from rongqu.demo.borrowers import Borrower
from rongqu.demo.cast import Cast
from rongqu.demo.world import World
from rongqu.kernel.ids import EnterpriseId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.coupons.public import CouponId, NewCoupon, grant_coupon

GRANTED = (("300.00", "新客立减"), ("500.00", "园区推荐"), ("800.00", "年末让利"))
DAYS = 90


async def grant_coupons(world: World, cast: Cast, borrowers: Sequence[Borrower]) -> None:
    companies = list(dict.fromkeys(each.actor.organisation for each in borrowers))
    staff = cast.staff["operations_manager"]
    for company, (amount, reason) in zip(companies, GRANTED * 2, strict=False):
        async with world.act(staff) as tx:
            await grant_coupon(
                tx,
                NewCoupon(
                    id=CouponId(new_id()),
                    enterprise_id=EnterpriseId(company),
                    amount=Money.parse(amount, "CNY"),
                    valid_until=world.last + timedelta(days=DAYS),
                    reason=reason,
                ),
            )
    await world.settle()
