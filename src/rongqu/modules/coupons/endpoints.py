"""The API of coupons: parse, call, answer."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import ApplicationId, EnterpriseId, OrganisationId, new_id
from rongqu.kernel.uscc import InvalidUscc, parse_uscc
from rongqu.modules.coupons import errors, permissions, queries
from rongqu.modules.coupons.actions.grant_coupon import grant_coupon
from rongqu.modules.coupons.actions.take_coupon_back import take_coupon_back
from rongqu.modules.coupons.actions.use_coupon import use_coupon
from rongqu.modules.coupons.actions.withdraw_coupon import withdraw_coupon
from rongqu.modules.coupons.schemas import CouponBody, CouponUseBody, NewCouponBody
from rongqu.modules.coupons.types import Coupon, CouponId
from rongqu.modules.origination.public import ApplicationNotFound, FeeFixed, FeeWaivedAlready
from rongqu.modules.parties.public import (
    EnterpriseNotFound,
    find_enterprise_by_uscc,
    list_party_names,
)

router = module_router("coupons", prefix="/coupons")


@router.get("", responses=problems())
async def list_coupons_endpoint(tx: TxDep, page: PageDep) -> SliceBody[CouponBody]:
    """One's own company's, or all for staff, newest first."""
    found = await queries.list_coupons(tx, page)
    return SliceBody(items=await _bodies(tx, found.items), next_cursor=found.next_cursor)


@router.post(
    "",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, EnterpriseNotFound, errors.CouponTooLarge, errors.CouponDayUnfit),
)
async def grant_coupon_endpoint(tx: TxDep, body: NewCouponBody) -> CouponBody:
    tx.actor.require(permissions.GRANT)
    new = body.to_new(CouponId(new_id()), await _find(tx, body.company_code))
    await grant_coupon(tx, new)
    return await _body(tx, new.id)


@router.post(
    "/{coupon_id}/withdrawal",
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.CouponNotFound, errors.CouponNotOpen),
)
async def withdraw_coupon_endpoint(tx: TxDep, coupon_id: UUID) -> CouponBody:
    await withdraw_coupon(tx, CouponId(coupon_id))
    return await _body(tx, CouponId(coupon_id))


@router.post(
    "/{coupon_id}/use",
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        errors.CouponNotFound,
        errors.CouponNotOpen,
        ApplicationNotFound,
        FeeFixed,
        FeeWaivedAlready,
    ),
)
async def use_coupon_endpoint(tx: TxDep, coupon_id: UUID, body: CouponUseBody) -> CouponBody:
    """For an application of one's own that is not being paid out yet."""
    await use_coupon(tx, CouponId(coupon_id), ApplicationId(body.application_id))
    return await _body(tx, CouponId(coupon_id))


@router.delete(
    "/{coupon_id}/use",
    responses=problems(errors.CouponNotFound, errors.CouponNotUsed, ApplicationNotFound, FeeFixed),
)
async def take_coupon_back_endpoint(tx: TxDep, coupon_id: UUID) -> CouponBody:
    await take_coupon_back(tx, CouponId(coupon_id))
    return await _body(tx, CouponId(coupon_id))


async def _find(tx: Tx, code: str) -> EnterpriseId:
    try:
        found = await find_enterprise_by_uscc(tx, parse_uscc(code))
    except InvalidUscc as wrong:
        raise EnterpriseNotFound(enterprise_id=code) from wrong
    if found is None:
        raise EnterpriseNotFound(enterprise_id=code)
    return found.id


async def _body(tx: Tx, coupon_id: CouponId) -> CouponBody:
    return (await _bodies(tx, [await queries.lock_coupon(tx, coupon_id)]))[0]


async def _bodies(tx: Tx, coupons: Sequence[Coupon]) -> list[CouponBody]:
    parties = {OrganisationId(each.enterprise_id) for each in coupons}
    names = {each.id: each.name.reveal() for each in await list_party_names(tx, parties)}
    return [CouponBody.of(each, names, tx.business_date) for each in coupons]
