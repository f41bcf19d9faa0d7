"""On what an approval rests: the limit of the enterprise, the price and bounds of the product."""

from __future__ import annotations

from decimal import Decimal

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.kernel.money import Money
from rongqu.modules.catalog.public import (
    Product,
    Terms,
    floating_of,
    get_product_version,
    read_market,
    resolve,
)
from rongqu.modules.collateral.public import lending_value_of
from rongqu.modules.origination import queries, rules
from rongqu.modules.origination.errors import FiguresMissing
from rongqu.modules.origination.security import is_secured, saving_of, value_security
from rongqu.modules.origination.types import Agreed, Application, ApprovalBasis, GroupBasis
from rongqu.modules.related.public import find_group, sum_debts
from rongqu.modules.risk.public import get_limit

GROUP_LIMIT = "origination.group_limit"
WEAKEST_GRADE = "risk.limit_grade_e"
"""Without a score the ceiling of the weakest grade holds: it is meant for after manual review."""


async def get_basis(
    tx: Tx, application: Application, term_months: int | None = None
) -> ApprovalBasis:
    """`term_months` as granted: what secures the loan has to last as long."""
    product = await get_product_version(tx, application.product.id, application.product.version)
    currency = product.max_amount.currency
    months = term_months or application.wish.term_months or product.max_term_months
    security = await value_security(tx, application, product, months)
    saving = saving_of(security)
    market = await read_market(tx)
    priced = resolve(product, market)
    yearly_rate = _rate_of(application, priced, months, saving)
    limit = await get_limit(tx, application.applicant.id)
    if limit.by_net_assets is None:
        raise FiguresMissing(enterprise_id=application.applicant.id)
    grade_limit = limit.by_grade or await _limit_unscored(tx, currency)
    applicant = application.applicant.id
    exposure = await queries.get_exposure(tx, [applicant], currency)
    elsewhere = await sum_debts(tx, [applicant], currency)
    bounds = bounds_of(product, application.agreed)
    return ApprovalBasis(
        limit=rules.compute_limit(grade_limit, limit.by_net_assets, exposure + elsewhere),
        grade_limit=grade_limit,
        net_assets_limit=limit.by_net_assets,
        exposure=exposure,
        owed_elsewhere=elsewhere,
        group=await _get_group(tx, applicant, currency),
        yearly_rate=yearly_rate,
        green_discount=_discount_of(application, product, saving),
        day_count=product.day_count,
        method=product.method,
        structure=product.structure_of(
            application.asked, floating_of(product, yearly_rate, market)
        ),
        fee_bps=product.fee_bps if application.agreed is None else application.agreed.fee_bps,
        min_amount=bounds.min_amount,
        max_amount=bounds.max_amount,
        min_term_months=bounds.min_term_months,
        max_term_months=bounds.max_term_months,
        lending_value=lending_value_of(security) if is_secured(product) else None,
    )


def bounds_of(product: Terms, agreed: Agreed | None) -> rules.Bounds:
    """What a product offers; to whom has accepted an offer, what is in it."""
    offered = rules.Bounds(
        min_amount=product.min_amount,
        max_amount=product.max_amount,
        min_term_months=product.min_term_months,
        max_term_months=product.max_term_months,
    )
    return rules.narrow(offered, agreed)


def _rate_of(application: Application, priced: Product, months: int, saving: Decimal) -> Decimal:
    """An accepted offer binds, whatever has become of the grade."""
    if application.agreed is not None:
        return application.agreed.yearly_rate
    grade = None if application.screening is None else application.screening.grade
    return rules.price_for(grade, _rates_of(priced, months, saving))


def _discount_of(application: Application, product: Product, saving: Decimal) -> Decimal:
    """Whoever has offered a price has counted it in."""
    return Decimal(0) if application.agreed is not None else product.green_discount(saving)


def _rates_of(priced: Product, months: int, saving: Decimal) -> dict[str, Decimal]:
    rates = ((price.grade, priced.rate_of(price.grade, months, saving)) for price in priced.pricing)
    return {grade.value: rate.yearly for grade, rate in rates if rate is not None}


async def _get_group(tx: Tx, applicant: EnterpriseId, currency: str) -> GroupBasis:
    group = await find_group(tx, applicant)
    owed = await queries.get_exposure(tx, group.members, currency)
    return GroupBasis(
        members=len(group.members),
        ceiling=Money.parse(f"{await read_policy(tx, GROUP_LIMIT):f}", currency),
        exposure=owed + await sum_debts(tx, group.members, currency),
    )


async def _limit_unscored(tx: Tx, currency: str) -> Money:
    return Money.parse(f"{await read_policy(tx, WEAKEST_GRADE):f}", currency)
