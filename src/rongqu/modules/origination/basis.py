"""On what an approval rests: the limit of the enterprise, the price and bounds of the product."""

from __future__ import annotations

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.catalog.public import get_product_version
from rongqu.modules.origination import queries, rules
from rongqu.modules.origination.errors import FiguresMissing
from rongqu.modules.origination.types import Application, ApprovalBasis
from rongqu.modules.risk.public import get_limit

WEAKEST_GRADE = "risk.limit_grade_e"
"""Without a score the ceiling of the weakest grade holds: it is meant for after manual review."""


async def get_basis(tx: Tx, application: Application) -> ApprovalBasis:
    product = await get_product_version(tx, application.product.id, application.product.version)
    grade = None if application.screening is None else application.screening.grade
    currency = product.max_amount.currency
    limit = await get_limit(tx, application.applicant.id)
    if limit.by_net_assets is None:
        raise FiguresMissing(enterprise_id=application.applicant.id)
    grade_limit = limit.by_grade or await _limit_unscored(tx, currency)
    exposure = await queries.get_exposure(tx, application.applicant.id, currency)
    prices = {price.grade.value: price.yearly_rate for price in product.pricing}
    return ApprovalBasis(
        limit=rules.compute_limit(grade_limit, limit.by_net_assets, exposure),
        grade_limit=grade_limit,
        net_assets_limit=limit.by_net_assets,
        exposure=exposure,
        yearly_rate=rules.price_for(grade, prices),
        day_count=product.day_count,
        method=product.method,
        fee_bps=product.fee_bps,
        min_amount=product.min_amount,
        max_amount=product.max_amount,
        min_term_months=product.min_term_months,
        max_term_months=product.max_term_months,
    )


async def _limit_unscored(tx: Tx, currency: str) -> Money:
    return Money.parse(f"{await read_policy(tx, WEAKEST_GRADE):f}", currency)
