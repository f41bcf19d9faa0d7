"""The collateral API: what records say. The things themselves are kept with applications."""

from __future__ import annotations

from rongqu.infra.problems import problems
from rongqu.infra.web import TxDep, module_router
from rongqu.modules.collateral import peer_endpoints, permissions
from rongqu.modules.collateral.engine.kinds import kinds
from rongqu.modules.collateral.schemas import CollateralKindBody

router = module_router("collateral", prefix="/collateral")


@router.get("/kinds", responses=problems())
async def list_collateral_kinds_endpoint(tx: TxDep) -> list[CollateralKindBody]:
    """What a record of each kind says and which checks it has to pass."""
    tx.actor.require(permissions.VIEW)
    return [CollateralKindBody.of(spec) for spec in kinds().values()]


router.take_in(peer_endpoints.router)
