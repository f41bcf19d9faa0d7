"""The API of alarms: what was refused lately."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from rongqu.infra.problems import problems
from rongqu.infra.web import TxDep, module_router
from rongqu.modules.alarms import permissions, queries
from rongqu.modules.alarms.schemas import AttacksBody

router = module_router("alarms", prefix="/refused-attempts")


@router.get("", responses=problems())
async def read_attacks_endpoint(
    tx: TxDep, days: Annotated[int, Query(ge=1, le=90)] = 7
) -> AttacksBody:
    """Sign-ins, codes, keys and canaries that were refused: by kind, address and account."""
    tx.actor.require(permissions.VIEW)
    return AttacksBody.of(await queries.read_attacks(tx, days))
