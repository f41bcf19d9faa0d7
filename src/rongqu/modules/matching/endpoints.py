"""The API of matching: parse, call, answer."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import TxDep, module_router
from rongqu.kernel.errors import InvalidRequest
from rongqu.kernel.ids import EnterpriseId
from rongqu.kernel.money import Money
from rongqu.modules.catalog.public import Purpose
from rongqu.modules.identity.public import name_organisations
from rongqu.modules.matching.actions.match_products import match_products
from rongqu.modules.matching.schemas import MatchBody
from rongqu.modules.matching.types import MatchResult, Priority, Wish
from rongqu.modules.parties.public import EnterpriseNotFound

router = module_router("matching", prefix="/matching")

MONTHS = Query(ge=1, le=360)
AMOUNT = Query(pattern=r"^[0-9]{1,13}(\.[0-9]{1,2})?$", description="Yuan, as text: 500000.00")


def _wish(
    amount: Annotated[str, AMOUNT],
    term_months: Annotated[int, MONTHS],
    purpose: Annotated[Purpose | None, Query()] = None,
    priority: Annotated[Priority | None, Query()] = None,
) -> Wish:
    wished = Money.parse(amount, "CNY")
    if wished.is_zero():
        raise InvalidRequest(field="amount")
    return Wish(amount=wished, term_months=term_months, purpose=purpose, priority=priority)


@router.get("/enterprises/{enterprise_id}/offers", responses=problems(EnterpriseNotFound))
async def match_products_endpoint(
    tx: TxDep, enterprise_id: UUID, wish: Annotated[Wish, Depends(_wish)]
) -> MatchBody:
    """What fits, best first, and why the rest does not. A GET, so that the answer has an address;
    that somebody asked goes on record."""
    result = await match_products(tx, EnterpriseId(enterprise_id), wish)
    return await _body(tx, result)


@router.get("/enterprises/{enterprise_id}/overview", responses=problems(EnterpriseNotFound))
async def match_overview_endpoint(tx: TxDep, enterprise_id: UUID) -> MatchBody:
    """Without a wish: the most of every product, for its longest term."""
    result = await match_products(tx, EnterpriseId(enterprise_id))
    return await _body(tx, result)


async def _body(tx: Tx, result: MatchResult) -> MatchBody:
    lenders = {product.institution_id for product in result.products.values()}
    return MatchBody.of(result, await name_organisations(tx, lenders))
