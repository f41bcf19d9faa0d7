"""What matching reads of an enterprise, and what follows from it. It keeps no tables."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rongqu.infra.policies import read_policy
from rongqu.infra.recent import Recent
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, ProductId
from rongqu.kernel.money import Money
from rongqu.modules.catalog.public import (
    Offered,
    OfferedMark,
    Product,
    find_offered,
    get_product,
)
from rongqu.modules.matching import permissions
from rongqu.modules.matching.judging import (
    Draft,
    draft_offer,
    find_misses,
    rank_offers,
    yuan,
)
from rongqu.modules.matching.judging.shelf import Shelf
from rongqu.modules.matching.types import (
    Applicant,
    FactValue,
    MatchResult,
    Miss,
    RankWeights,
    Refusal,
    Wish,
)
from rongqu.modules.parties.public import (
    Enterprise,
    EnterpriseNotFound,
    FinancialFigures,
    Purpose,
    province_of,
    read_enterprise_for,
    section_of,
)
from rongqu.modules.risk.public import Score, find_score, read_limit

JUDGED_ALL, CHOSEN = 300, 60
"""Up to so many products each is judged; of more, so many that fit and so many that do not."""

_shelves: Recent[OfferedMark, Shelf] = Recent(2)

FROM_FEATURES = {
    "invoiced_revenue": "turnover_12m",
    "months_with_sales": "months_with_sales",
    "history_months": "history_months",
    "top_customer_share": "customer_top_share",
    "top_supplier_share": "supplier_top_share",
    "void_rate": "void_rate",
}
"""Fact of the catalogue -> feature of risk."""


async def check_eligible(
    tx: Tx, enterprise_id: EnterpriseId, product_id: ProductId, wish: Wish
) -> tuple[Miss, ...]:
    """Every condition of the current version that the enterprise misses; empty: it may have it.

    For rooms above that have checked their own case.
    """
    product = await get_product(tx, product_id)
    return find_misses(product, await read_applicant(tx, enterprise_id), wish)


async def judge_products(tx: Tx, enterprise_id: EnterpriseId, wish: Wish | None) -> MatchResult:
    """What is on offer today. Without a wish: the most of each, for its longest term.

    Of very many products those worth judging are chosen first: the best and the nearest misses.
    """
    applicant = await read_applicant(tx, enterprise_id)
    weights = (await _read_weights(tx)).leaning(None if wish is None else wish.priority)
    drafts: list[Draft] = []
    refused: list[Refusal] = []
    offered = await find_offered(tx)
    products: Sequence[Product] = offered.products
    if wish is not None and len(products) > JUDGED_ALL:
        products = _choose(shelf_of(offered), (applicant, wish), weights)
    for product in products:
        found = draft_offer(product, applicant, wish or _most_of(product), tx.business_date)
        if isinstance(found, Draft):
            drafts.append(found)
        else:
            refused.append(_to_refusal(product, found))
    return MatchResult(
        eligible=rank_offers(drafts, weights),
        refused=tuple(sorted(refused, key=lambda it: (len(it.missed), it.product_id))),
        products={product.id: product for product in products},
    )


async def read_applicant(tx: Tx, enterprise_id: EnterpriseId) -> Applicant:
    enterprise = await read_enterprise_for(tx, enterprise_id, Purpose.MATCHING)
    score = await find_score(tx, enterprise_id)
    limit = await read_limit(tx, score, enterprise)
    months_old = _months_between(enterprise, tx)
    facts: dict[str, FactValue] = {
        "age_months": Decimal(months_old),
        "employees": Decimal(enterprise.employees),
        "industry_section": section_of(enterprise.industry_code),
        "industry_division": enterprise.industry_code,
        "province": province_of(enterprise.region_code),
        **_facts_of_figures(enterprise.figures),
        **_facts_of_score(score),
    }
    return Applicant(
        facts=facts,
        grade=None if score is None else score.grade,
        limit=limit.amount,
    )


def shelf_of(offered: Offered) -> Shelf:
    """Built once by each process for what is on offer, and anew when that changes. Nothing is
    awaited in between, so that many who come at once find the one that the first has built."""
    kept = _shelves.recall(offered.mark)
    return kept or _shelves.see(offered.mark, Shelf(offered.products))


def _choose(
    shelf: Shelf, asked: tuple[Applicant, Wish], weights: RankWeights
) -> tuple[Product, ...]:
    choice = shelf.choose(*asked, weights, CHOSEN)
    return tuple(shelf.products[place] for place in (*choice.fitting, *choice.missing))


def check_sight(tx: Tx, enterprise_id: EnterpriseId) -> None:
    """One's own enterprise, or any for staff. Another's looks like none."""
    own = tx.actor.organisation == enterprise_id
    if not own and not tx.actor.may(permissions.MATCH_EVERYWHERE):
        raise EnterpriseNotFound(enterprise_id=enterprise_id)


def _facts_of_figures(figures: FinancialFigures | None) -> dict[str, FactValue]:
    if figures is None:
        return {}
    facts: dict[str, FactValue] = {
        "yearly_revenue": yuan(figures.revenue),
        "net_assets": yuan(figures.net_assets),
        "net_profit": yuan(figures.net_profit),
    }
    assets: Money = figures.total_liabilities + figures.net_assets
    if assets.minor > 0:
        facts["debt_ratio"] = Decimal(figures.total_liabilities.minor) / assets.minor
    return facts


def _facts_of_score(score: Score | None) -> dict[str, FactValue]:
    if score is None:
        return {}
    features = {
        fact: score.features[feature]
        for fact, feature in FROM_FEATURES.items()
        if feature in score.features
    }
    return {"score": Decimal(score.score), **features}


def _months_between(enterprise: Enterprise, tx: Tx) -> int:
    """Whole months since it was founded."""
    born, today = enterprise.founded_on, tx.business_date
    months = (today.year - born.year) * 12 + today.month - born.month
    return max(0, months - (today.day < born.day))


def _most_of(product: Product) -> Wish:
    return Wish(amount=product.max_amount, term_months=product.max_term_months)


def _to_refusal(product: Product, missed: tuple[Miss, ...]) -> Refusal:
    return Refusal(
        product_id=product.id,
        version=product.version,
        institution_id=product.institution_id,
        missed=missed,
    )


async def _read_weights(tx: Tx) -> RankWeights:
    return RankWeights(
        cost=await read_policy(tx, "matching.weight_cost"),
        speed=await read_policy(tx, "matching.weight_speed"),
        fit=await read_policy(tx, "matching.weight_fit"),
    )
