"""Which of many offerings an investor may buy: what the policy says is read once for all."""

from __future__ import annotations

from collections.abc import Collection

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId, OrganisationId
from rongqu.modules.investing import queries, rules
from rongqu.modules.investing.errors import NotSuitable
from rongqu.modules.investing.suitability.queries import (
    get_standing,
    read_limits,
    read_limits_of,
)
from rongqu.modules.investing.suitability.rules import check_suitable, find_refusals
from rongqu.modules.investing.suitability.types import Refusal, Standing
from rongqu.modules.investing.types import Offering


async def find_refusals_of(
    tx: Tx, offerings: Collection[Offering], standing: Standing
) -> dict[OfferingId, tuple[Refusal, ...]]:
    """Every reason for each; none: it may be bought."""
    limits = await read_limits_of(tx, {each.kind for each in offerings})
    kinds, day = rules.kind_rules(), tx.business_date
    return {
        each.id: find_refusals(each, standing, limits[each.kind], kinds[each.kind], day)
        for each in offerings
    }


async def check_may_buy(tx: Tx, investor_id: OrganisationId, offering: Offering) -> None:
    """Without looking at an amount."""
    standing = await get_standing(tx, investor_id)
    limits = await read_limits(tx, offering.kind)
    kind = rules.kind_rules()[offering.kind]
    check_suitable(offering, standing, limits, kind, tx.business_date)


async def check_may_buy_class(tx: Tx, investor_id: OrganisationId, risk_class: int) -> None:
    """Of any offering up to a class; of each it is asked again."""
    own = (await get_standing(tx, investor_id)).class_on(tx.business_date)
    if own is None:
        raise NotSuitable(reason=Refusal.NOT_ASSESSED, risk_class=risk_class, own_class=None)
    if own < risk_class:
        raise NotSuitable(reason=Refusal.ABOVE_CLASS, risk_class=risk_class, own_class=own)


async def list_buyable(tx: Tx, standing: Standing) -> list[Offering]:
    """Open offerings that this investor may buy."""
    offered = await queries.list_open_offerings(tx)
    refusals = await find_refusals_of(tx, offered, standing)
    return [each for each in offered if not refusals[each.id]]
