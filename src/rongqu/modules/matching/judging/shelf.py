"""Ten thousand products at once: columns of numbers, asked which of them are worth judging.

The shelf only chooses. What it lets through is judged exactly afterwards, so a product near a
boundary is let through rather than left out; its figures are floats for that reason, and no amount
that anybody sees is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rongqu.kernel.grades import Grade
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.catalog.public import FACTS, Condition, Operator, Product
from rongqu.modules.matching.judging.conditions import AMOUNT_SHARES, yuan
from rongqu.modules.matching.types import Applicant, RankWeights, Wish

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]

NEAR = 1e-9
"""Relative: so close to a boundary the exact judgement decides."""
AT_ONCE = frozenset({RepaymentMethod.BULLET, RepaymentMethod.INTEREST_ONLY})
"""Methods that leave the whole principal with the borrower until the end."""
NUMERIC = tuple(
    name for name, fact in FACTS.items() if not fact.codes and name not in AMOUNT_SHARES
)
CODED = tuple(name for name, fact in FACTS.items() if fact.codes)


@dataclass(frozen=True, slots=True)
class Choice:
    """Places on the shelf: what may fit, best first; and what does not, fewest misses first."""

    fitting: tuple[int, ...]
    missing: tuple[int, ...]
    fitting_count: int


class Shelf:
    """Built once for what is on offer; asked for each enterprise."""

    def __init__(self, products: Sequence[Product]) -> None:
        self.products: tuple[Product, ...] = tuple(products)
        count = len(products)
        self._least = _column(float(yuan(it.min_amount)) for it in products)
        self._most = _column(float(yuan(it.max_amount)) for it in products)
        self._shortest = _column(float(it.min_term_months) for it in products)
        self._longest = _column(float(it.max_term_months) for it in products)
        self._days = _column(1.0 + it.days_to_money for it in products)
        self._fee = _column(it.fee_bps / 10_000 for it in products)
        self._whole = np.array([it.method in AT_ONCE for it in products])
        self._flat = np.array([it.method is RepaymentMethod.FLAT for it in products])
        self._rates = {grade: _column(_rate_of(it, grade) for it in products) for grade in Grade}
        self._steps = _steps_of(products)
        self._bounds = {name: _bounds_of(products, name) for name in (*NUMERIC, *AMOUNT_SHARES)}
        self._codes = {name: _CodeSets(products, name) for name in CODED}
        self._purposes: dict[str, Marks] = {
            purpose: np.array([purpose in it.purposes for it in products])
            for purpose in {each for it in products for each in it.purposes}
        }
        self._none = np.zeros(count, dtype=bool)

    def choose(self, applicant: Applicant, wish: Wish, weights: RankWeights, count: int) -> Choice:
        """As much of the wish as product, limit and turnover allow is what is judged."""
        facts = applicant.facts
        amount = self._offered_amount(applicant, wish)
        misses = self._count_misses(facts, wish)
        rate = self._rates[applicant.grade] if applicant.grade else np.full(len(amount), np.nan)
        rate = rate + self._dearer(wish.term_months)
        misses += np.isnan(rate)
        misses += amount < self._least * (1 - NEAR)
        fitting = np.flatnonzero(misses == 0)
        worth = self._worth(fitting, (rate, amount), wish, weights)
        best = _largest(worth, count)
        refused = np.flatnonzero(misses)
        nearest = _largest(-misses[refused].astype(np.float64), count)
        return Choice(_places(fitting[best]), _places(refused[nearest]), len(fitting))

    def _offered_amount(self, applicant: Applicant, wish: Wish) -> Numbers:
        amount = np.minimum(self._most, float(yuan(wish.amount)))
        if applicant.limit is not None:
            amount = np.minimum(amount, float(yuan(applicant.limit)))
        for share, base in AMOUNT_SHARES.items():
            known = applicant.facts.get(base)
            if isinstance(known, Decimal):
                amount = np.minimum(amount, self._bounds[share][1] * float(known))
        return amount

    def _dearer(self, months: int) -> Numbers:
        """What the tenor adds."""
        added = np.zeros(len(self.products))
        for over, more in self._steps:
            added += np.where(months > over, more, 0.0)
        return added

    def _count_misses(self, facts: Mapping[str, Any], wish: Wish) -> NDArray[np.int64]:
        months = wish.term_months
        misses: NDArray[np.int64] = np.zeros(len(self.products), dtype=np.int64)
        misses += (self._shortest > months) | (self._longest < months)
        if wish.purpose is not None:
            misses += ~self._purposes.get(wish.purpose, self._none)
        for name in NUMERIC:
            low, high = self._bounds[name]
            known = facts.get(name)
            if isinstance(known, Decimal):
                slack = NEAR * (1 + abs(float(known)))
                misses += (low > float(known) + slack) | (high < float(known) - slack)
            else:
                misses += np.isfinite(low) | np.isfinite(high)
        for share, base in AMOUNT_SHARES.items():
            if not isinstance(facts.get(base), Decimal):
                misses += np.isfinite(self._bounds[share][1])
        for name, sets in self._codes.items():
            misses += sets.miss(facts.get(name))
        return misses

    def _worth(
        self,
        places: NDArray[np.intp],
        offered: tuple[Numbers, Numbers],
        wish: Wish,
        weights: RankWeights,
    ) -> Numbers:
        """As `ranking.rank_offers` weighs: cost, speed and how much of the wish is met."""
        if len(places) == 0:
            return np.zeros(0)
        rate, amount = (each[places] for each in offered)
        months = wish.term_months
        average = np.where(self._whole[places], 1.0, (months + 1) / (2 * months))
        interest = np.where(self._flat[places], rate / average, rate)
        cost = np.maximum(interest + self._fee[places] * 12 / (months * average), 1e-4)
        days = self._days[places]
        fit = amount / float(yuan(wish.amount))
        return (
            float(weights.cost) * cost.min() / cost
            + float(weights.speed) * days.min() / days
            + float(weights.fit) * fit
        )


class _CodeSets:
    """Which codes each product wants of one fact; the same sets come again and again."""

    def __init__(self, products: Sequence[Product], fact: str) -> None:
        wanted = [_codes_of(it.all_conditions, fact) for it in products]
        self._sets = list(dict.fromkeys(wanted))
        number = {each: place for place, each in enumerate(self._sets)}
        self._of = np.array([number[each] for each in wanted], dtype=np.intp)

    def miss(self, code: object) -> Marks:
        missed = np.array([each is not None and code not in each for each in self._sets])
        return missed[self._of]


def _column(values: Iterable[float]) -> Numbers:
    return np.fromiter(values, dtype=np.float64)


def _rate_of(product: Product, grade: Grade) -> float:
    rate = product.rate_of(grade, 0)
    return float("nan") if rate is None else float(rate.yearly)


def _steps_of(products: Sequence[Product]) -> list[tuple[Numbers, Numbers]]:
    """Step by step: over how many months each product is dearer, and by how much."""
    most = max((len(it.tenor_steps) for it in products), default=0)
    columns: list[tuple[Numbers, Numbers]] = []
    for place in range(most):
        steps = [it.tenor_steps[place : place + 1] for it in products]
        over = _column(float(step[0].over_months) if step else np.inf for step in steps)
        more = _column(float(step[0].more) if step else 0.0 for step in steps)
        columns.append((over, more))
    return columns


def _bounds_of(products: Sequence[Product], fact: str) -> tuple[Numbers, Numbers]:
    """From and to which value: all conditions about one fact hold together."""
    low = np.full(len(products), -np.inf)
    high = np.full(len(products), np.inf)
    for place, product in enumerate(products):
        for condition in product.all_conditions:
            if condition.fact != fact or not isinstance(condition.value, Decimal):
                continue
            if condition.op is not Operator.LE:
                low[place] = max(low[place], float(condition.value))
            if condition.op is not Operator.GE:
                high[place] = min(high[place], float(condition.value))
    return low, high


def _codes_of(conditions: Sequence[Condition], fact: str) -> frozenset[str] | None:
    sets = [
        frozenset(it.value) for it in conditions if it.fact == fact and isinstance(it.value, tuple)
    ]
    if not sets:
        return None
    common = sets[0]
    for each in sets[1:]:
        common &= each
    return common


def _places(found: NDArray[np.intp]) -> tuple[int, ...]:
    return tuple(int(each) for each in found)


def _largest(values: Numbers, count: int) -> NDArray[np.intp]:
    """Places of the largest, largest first; equal ones in their order."""
    if len(values) > count:
        cut = np.partition(values, len(values) - count)[len(values) - count]
        places = np.flatnonzero(values >= cut)
        return places[np.argsort(-values[places], kind="stable")][:count]
    return np.argsort(-values, kind="stable")
