"""The collateral API: what records say, and what is pledged. Things are kept by applications."""

from __future__ import annotations

from rongqu.infra.problems import problems
from rongqu.infra.web import PageDep, SliceBody, TxDep, module_router
from rongqu.modules.collateral import permissions, queries
from rongqu.modules.collateral.engine.kinds import kinds
from rongqu.modules.collateral.schemas import CollateralKindBody, PledgedItemBody

router = module_router("collateral", prefix="/collateral")


@router.get("/kinds", responses=problems())
async def list_collateral_kinds_endpoint(tx: TxDep) -> list[CollateralKindBody]:
    """What a record of each kind says and which checks it has to pass."""
    tx.actor.require(permissions.VIEW)
    return [CollateralKindBody.of(spec) for spec in kinds().values()]


@router.get("/pledged", responses=problems())
async def list_pledged_items_endpoint(tx: TxDep, page: PageDep) -> SliceBody[PledgedItemBody]:
    """What secures contracts today: the lender's, the owner's, or all for staff."""
    found = await queries.list_pledged(tx, page)
    return SliceBody(
        items=[PledgedItemBody.of_item(item) for item in found.items],
        next_cursor=found.next_cursor,
    )
