"""Offers in the order in which a company is shown them: by the rules, or as one was learned."""

from __future__ import annotations

from dataclasses import replace

from rongqu.infra.tx import Tx
from rongqu.kernel.grades import Grade
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.catalog.public import Product
from rongqu.modules.matching.judging import yuan
from rongqu.modules.matching.types import MatchResult, Offer, Wish
from rongqu.modules.ranking.public import Candidate, Question, order_offers

GRADES = list(Grade)
LEARNED_FIRST = "learned_first"
BY_THE_RULES = frozenset({"best_balance"})
"""What is said of the first by the rules, and is not true of it elsewhere."""


async def in_served_order(
    tx: Tx, enterprise_id: EnterpriseId, wish: Wish | None, result: MatchResult
) -> MatchResult:
    """Only what the company may have; nothing comes or goes."""
    products = result.products
    asked = Question(
        enterprise_id=enterprise_id,
        wish=None if wish is None else _name(wish),
        priority=None if wish is None or wish.priority is None else wish.priority.value,
        candidates=tuple(candidate_of(each, products[each.product_id]) for each in result.eligible),
    )
    order = await order_offers(tx, asked)
    if order == tuple(range(len(order))):
        return result
    moved = tuple(_place(result.eligible[was], rank) for rank, was in enumerate(order, start=1))
    return replace(result, eligible=moved)


def _place(offer: Offer, rank: int) -> Offer:
    """Cheapest and fastest stay so wherever they stand; what is said of a place is not."""
    is_told = offer.sentence_code in BY_THE_RULES
    code = "partial" if offer.fit < 1 else "fits"
    if rank == 1 and (is_told or offer.sentence_code == code):
        code = LEARNED_FIRST
    elif not is_told:
        code = offer.sentence_code
    return replace(offer, rank=rank, sentence_code=code)


def _name(wish: Wish) -> str:
    """The same for the same question."""
    parts = (wish.amount.minor, wish.term_months, wish.purpose or "", wish.priority or "")
    return "|".join(str(each) for each in parts)


def candidate_of(offer: Offer, product: Product) -> Candidate:
    return Candidate(
        product_id=offer.product_id,
        institution_id=offer.institution_id,
        yearly_cost=float(offer.yearly_cost),
        days=offer.days_to_money,
        fit=float(offer.fit),
        amount=float(yuan(offer.amount)),
        months=offer.term_months,
        grade=GRADES.index(offer.grade),
        papers=len(product.required_documents),
        collateral=len(product.collateral),
    )
