"""What an enterprise would get from a product, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from rongqu.kernel.grades import Grade
from rongqu.kernel.money import Money, Rounding
from rongqu.kernel.rates import Rate
from rongqu.kernel.schedule import Instalment, RepaymentMethod, Terms, compute_schedule
from rongqu.modules.catalog.public import Operator, Product
from rongqu.modules.catalog.public import Terms as ProductTerms
from rongqu.modules.matching.judging.conditions import (
    AMOUNT_SHARES,
    find_misses,
    yuan,
)
from rongqu.modules.matching.types import Applicant, Costs, Miss, Price, Wish

BPS = Decimal(10_000)
MONTHS_A_YEAR = 12
RATE_PLACES = Decimal("0.0001")
STEP = Decimal(100)
"""Less than the whole wish is offered in round hundreds of yuan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An offer before it has been compared with the others."""

    product: Product
    grade: Grade
    amount: Money
    term_months: int
    rate: Rate
    fee: Money
    monthly_cost: Money
    final_payment: Money
    total_cost: Money
    yearly_cost: Decimal
    fit: Decimal


def draft_offer(
    product: Product, applicant: Applicant, wish: Wish, paid_out_on: date
) -> Draft | tuple[Miss, ...]:
    """On the wished amount, or on as much of it as product, limit and turnover allow.

    Where not even that can be had, the misses of the wish as it was said.
    """
    amount = min(wish.amount, _most(product, applicant))
    offered = Wish(amount=amount, term_months=wish.term_months, purpose=wish.purpose)
    rate = None if applicant.grade is None else product.rate_of(applicant.grade, wish.term_months)
    if applicant.grade is None or rate is None or find_misses(product, applicant, offered):
        return find_misses(product, applicant, wish)
    price = Price(
        amount=amount, term_months=offered.term_months, rate=rate, fee_bps=product.fee_bps
    )
    costs = compute_costs(product, price, paid_out_on)
    return Draft(
        product=product,
        grade=applicant.grade,
        amount=amount,
        term_months=offered.term_months,
        rate=rate,
        fee=costs.fee,
        monthly_cost=costs.monthly_cost,
        final_payment=costs.final_payment,
        total_cost=costs.total_cost,
        yearly_cost=costs.yearly_cost,
        fit=yuan(amount) / yuan(wish.amount),
    )


def compute_costs(terms: ProductTerms, price: Price, paid_out_on: date) -> Costs:
    """Of so much for so long at that rate and fee, by the schedule that a contract would have."""
    plan = _plan(terms, price, paid_out_on)
    fee = price.amount.times(price.fee_bps / BPS, Rounding.HALF_UP)
    interest = sum((part.interest for part in plan), Money.zero(price.amount.currency))
    return Costs(
        fee=fee,
        monthly_cost=_monthly_cost(terms.method, plan),
        final_payment=plan[-1].amount,
        total_cost=interest + fee,
        yearly_cost=_yearly_cost(interest + fee, plan),
    )


def _most(product: Product, applicant: Applicant) -> Money:
    """The largest amount that no rule about amounts would refuse; in round hundreds."""
    ceilings = [product.max_amount]
    if applicant.limit is not None:
        ceilings.append(_round_down(yuan(applicant.limit), applicant.limit.currency))
    for condition in product.all_conditions:
        base = applicant.facts.get(AMOUNT_SHARES.get(condition.fact, ""))
        share = condition.value
        if isinstance(base, Decimal) and isinstance(share, Decimal) and condition.op is Operator.LE:
            ceilings.append(_round_down(share * base, product.max_amount.currency))
    return min(ceilings)


def _round_down(amount: Decimal, currency: str) -> Money:
    hundreds = (max(amount, Decimal(0)) / STEP).to_integral_value(ROUND_DOWN)
    return Money.parse(f"{hundreds * STEP:f}", currency)


def _plan(terms: ProductTerms, price: Price, paid_out_on: date) -> tuple[Instalment, ...]:
    return compute_schedule(
        Terms(
            principal=price.amount,
            rate=price.rate,
            method=terms.method,
            months=price.term_months,
            starts_on=paid_out_on,
            structure=terms.structure_of(price.amount),
        )
    )


def _yearly_cost(cost: Money, plan: tuple[Instalment, ...]) -> Decimal:
    """Cost over the money one really has, for a year: 0.06 is 6 %. So loans that are repaid along
    the way compare with those that are repaid at the end."""
    yuan_months = sum((yuan(part.owed) * _months_of(part) for part in plan), Decimal(0))
    return (yuan(cost) * MONTHS_A_YEAR / yuan_months).quantize(RATE_PLACES)


def _months_of(part: Instalment) -> int:
    """Whole months; none before a rental in advance."""
    years, months = part.due_on.year - part.starts_on.year, part.due_on.month - part.starts_on.month
    return years * MONTHS_A_YEAR + months


def _monthly_cost(method: RepaymentMethod, plan: tuple[Instalment, ...]) -> Money:
    """The dearest of the regular instalments: the last one repays what is left."""
    if method is RepaymentMethod.BULLET:
        return Money.zero(plan[0].principal.currency)
    regular = plan if len(plan) == 1 else plan[:-1]
    return max(part.amount for part in regular)
