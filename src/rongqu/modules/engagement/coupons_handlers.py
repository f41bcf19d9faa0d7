"""What is told of coupons: to the company that it has one, and what it let off."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.coupons import CouponGranted, CouponRedeemed
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.modules.engagement.rules import show_amount
from rongqu.modules.engagement.telling import tell
from rongqu.modules.engagement.types import News, Topic


@on(CouponGranted)
async def tell_company_of_coupon(tx: Tx, event: CouponGranted) -> None:
    words = {"amount": show_amount(event.amount), "until": event.valid_until.isoformat()}
    await _tell(tx, "coupon_granted", (event.enterprise_id, event.subject_id), words)


@on(CouponRedeemed)
async def tell_company_what_was_let_off(tx: Tx, event: CouponRedeemed) -> None:
    words = {"amount": show_amount(event.waived)}
    await _tell(tx, "coupon_redeemed", (event.enterprise_id, event.subject_id), words)


async def _tell(tx: Tx, kind: str, reader: tuple[UUID, UUID], words: dict[str, str]) -> None:
    """`reader`: the company, and the coupon."""
    news = News(
        kind=kind,
        topic=Topic.APPLICATIONS,
        organisation_id=reader[0],
        subject_id=reader[1],
        params=words,
        link="/enterprise/coupons",
    )
    await tell(tx, news)
