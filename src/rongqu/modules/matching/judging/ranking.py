"""The order of offers: cost, speed and how much of the wish is met, weighed by policy."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rongqu.modules.matching.judging.offers import RATE_PLACES, Draft
from rongqu.modules.matching.types import Offer, RankWeights


def rank_offers(drafts: Sequence[Draft], weights: RankWeights) -> tuple[Offer, ...]:
    """Best first. Equal ones by their product's age, so that the order never flickers."""
    if not drafts:
        return ()
    cheapest = min(_cost(draft) for draft in drafts)
    fastest = min(_days(draft) for draft in drafts)

    def worth(draft: Draft) -> Decimal:
        return (
            weights.cost * (cheapest / _cost(draft))
            + weights.speed * (fastest / _days(draft))
            + weights.fit * draft.fit
        )

    best_first = sorted(drafts, key=lambda draft: (-worth(draft), draft.product.id))
    return tuple(
        _to_offer(draft, rank, _sentence(draft, drafts, is_best=rank == 1))
        for rank, draft in enumerate(best_first, start=1)
    )


def _cost(draft: Draft) -> Decimal:
    """Never nothing: costs are divided by each other."""
    return max(draft.yearly_cost, RATE_PLACES)


def _days(draft: Draft) -> Decimal:
    return Decimal(1 + draft.product.days_to_money)


def _sentence(draft: Draft, drafts: Sequence[Draft], *, is_best: bool) -> str:
    """Why an offer stands where it stands; the words are in locales/*/matching.json."""
    if len(drafts) == 1:
        return "only_one"
    is_cheapest = _cost(draft) == min(_cost(other) for other in drafts)
    is_fastest = _days(draft) == min(_days(other) for other in drafts)
    if is_cheapest and is_fastest:
        return "cheapest_and_fastest"
    if is_cheapest:
        return "cheapest"
    if is_fastest:
        return "fastest"
    if is_best:
        return "best_balance"
    return "partial" if draft.fit < 1 else "fits"


def _to_offer(draft: Draft, rank: int, sentence: str) -> Offer:
    product = draft.product
    return Offer(
        product_id=product.id,
        version=product.version,
        institution_id=product.institution_id,
        grade=draft.grade,
        amount=draft.amount,
        term_months=draft.term_months,
        yearly_rate=draft.rate.yearly,
        fee=draft.fee,
        monthly_cost=draft.monthly_cost,
        final_payment=draft.final_payment,
        total_cost=draft.total_cost,
        yearly_cost=draft.yearly_cost,
        days_to_money=product.days_to_money,
        fit=draft.fit,
        rank=rank,
        sentence_code=sentence,
        sentence_params={
            "yearly_rate": f"{draft.rate.yearly:f}",
            "days_to_money": str(product.days_to_money),
            "amount": draft.amount.amount,
            "yearly_cost": f"{draft.yearly_cost:f}",
        },
    )
