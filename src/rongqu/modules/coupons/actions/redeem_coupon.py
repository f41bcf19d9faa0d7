"""The loan is paid out: what its coupon has waived is booked as a negative fee."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.coupons import CouponRedeemed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.kernel.money import Money
from rongqu.modules.coupons import queries, rules, tables
from rongqu.modules.coupons.types import Coupon
from rongqu.modules.ledger.public import Account, AccountCode, Entry, Posting, post_entry
from rongqu.modules.origination.public import find_approval, get_application


async def redeem_coupon(tx: Tx, application_id: ApplicationId) -> None:
    """Internal: only the handler calls it. Safe to repeat: a coupon is redeemed once."""
    coupon = await queries.lock_used_for(tx, application_id)
    if coupon is None or coupon.waived is not None:
        return
    application = await get_application(tx, application_id)
    approval = await find_approval(tx, application)
    assert approval is not None, "what is paid out was approved"
    waived = rules.waived_of(coupon, approval.fee)

    this_one = update(tables.coupon).where(tables.coupon.c.id == coupon.id)
    await tx.connection.execute(this_one.values(waived_minor=waived.minor))
    if waived.minor:
        await post_entry(tx, _entry(coupon, waived, application.product.kind))

    await tx.publish(
        CouponRedeemed(
            subject_id=coupon.id,
            parties=(coupon.enterprise_id,),
            enterprise_id=coupon.enterprise_id,
            application_id=application_id,
            waived=waived,
        )
    )


def _entry(coupon: Coupon, waived: Money, product: str) -> Entry:
    """The payout has booked what was taken of the fee; with this the fee is whole, and what was
    waived a cost beside it."""
    return Entry(
        reference=f"coupons.coupon_redeemed:{coupon.id}",
        postings=(
            Posting(Account(AccountCode.COUPON_COST), waived),
            Posting(Account(AccountCode.FEE_INCOME), -waived),
        ),
        product=product,
    )
