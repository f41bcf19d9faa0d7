"""The platform grants a coupon to a company."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.coupons import CouponGranted
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.coupons import permissions, rules, tables
from rongqu.modules.coupons.types import NewCoupon
from rongqu.modules.parties.public import get_enterprise


async def grant_coupon(tx: Tx, new: NewCoupon) -> None:
    tx.actor.require(permissions.GRANT)
    company = await get_enterprise(tx, new.enterprise_id)
    most = Money.parse(f"{await read_policy(tx, 'coupons.most_amount'):f}", new.amount.currency)
    most_days = int(await read_policy(tx, "coupons.most_days"))
    rules.check_can_grant(new, most, most_days, tx.business_date)

    await tx.connection.execute(
        insert(tables.coupon).values(
            id=new.id,
            enterprise_id=company.id,
            amount_minor=new.amount.minor,
            currency=new.amount.currency,
            valid_until=new.valid_until,
            reason=new.reason,
            granted_by=tx.actor.id,
            granted_at=tx.now,
        )
    )

    await tx.publish(
        CouponGranted(
            subject_id=new.id,
            parties=(company.id,),
            enterprise_id=company.id,
            amount=new.amount,
            valid_until=new.valid_until,
        )
    )
