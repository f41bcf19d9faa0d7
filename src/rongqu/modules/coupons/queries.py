"""Every SELECT of coupons: a company sees its own, staff all."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, select, true

from rongqu.infra.keyset import read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import ApplicationId, EnterpriseId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.coupons import permissions
from rongqu.modules.coupons import tables as t
from rongqu.modules.coupons.errors import CouponNotFound
from rongqu.modules.coupons.types import Coupon, CouponId

COUPON = t.coupon.c


def visible_to(actor: Actor) -> ColumnElement[bool]:
    if actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    return COUPON.enterprise_id == actor.organisation


async def list_coupons(tx: Tx, page: Page) -> Slice[Coupon]:
    """Newest first."""
    tx.actor.require(permissions.VIEW)
    wanted = select(t.coupon).where(visible_to(tx.actor))
    return await read_page(tx, wanted, COUPON.id, page, to_coupon)


async def lock_coupon(tx: Tx, coupon_id: CouponId) -> Coupon:
    wanted = select(t.coupon).where(COUPON.id == coupon_id, visible_to(tx.actor))
    row = (await tx.connection.execute(wanted.with_for_update())).one_or_none()
    if row is None:
        raise CouponNotFound(coupon_id=coupon_id)
    return to_coupon(row)


async def lock_used_for(tx: Tx, application_id: ApplicationId) -> Coupon | None:
    """Not scoped: for handlers."""
    wanted = select(t.coupon).where(COUPON.application_id == application_id)
    row = (await tx.connection.execute(wanted.with_for_update())).one_or_none()
    return None if row is None else to_coupon(row)


def to_coupon(row: Row[Any]) -> Coupon:
    waived: int | None = row.waived_minor
    return Coupon(
        id=CouponId(row.id),
        enterprise_id=EnterpriseId(row.enterprise_id),
        amount=Money(row.amount_minor, row.currency),
        valid_until=row.valid_until,
        reason=row.reason,
        granted_at=row.granted_at,
        application_id=None if row.application_id is None else ApplicationId(row.application_id),
        waived=None if waived is None else Money(waived, row.currency),
        withdrawn_at=row.withdrawn_at,
    )
