"""May these terms be published? Pure: every fault at once, so that an editor can show them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.catalog.errors import (
    AmountRangeReversed,
    BetterGradePaysMore,
    CollateralTwice,
    ConditionImpossible,
    ConditionsContradict,
    DiscountTooLarge,
    FeeOutsidePolicy,
    GradePricedTwice,
    GreenLoanTooDear,
    GreenStepsDisordered,
    KindIsFixed,
    LeaseNotMonthly,
    LeaseShareOutsidePolicy,
    LeaseTermsMissing,
    LendingShareOutsidePolicy,
    NoGradePriced,
    NoPurpose,
    OperatorNotForFact,
    ProductIsWithdrawn,
    RateOutsidePolicy,
    RepricingImpossible,
    TenorStepsDisordered,
    TermRangeReversed,
    TermsFault,
    TermsUnchanged,
    UnknownCode,
    UnknownFact,
    ValidityReversed,
    VersionOutdated,
)
from rongqu.modules.catalog.facts import FACTS, Fact
from rongqu.modules.catalog.pricing import cap_of, sum_of_steps
from rongqu.modules.catalog.types import (
    Condition,
    GradePrice,
    Operator,
    PricePolicy,
    Product,
    ProductKind,
    ProductStatus,
    RateBase,
    Terms,
)

BPS = Decimal(10_000)


def check_terms(terms: Terms, policy: PricePolicy) -> None:
    for fault in find_faults(terms, policy):
        raise fault


def find_faults(terms: Terms, policy: PricePolicy) -> list[TermsFault]:
    return [
        *_range_faults(terms),
        *_price_faults(terms, policy),
        *_collateral_faults(terms, policy),
        *_step_faults(terms, policy),
        *_lease_faults(terms, policy),
        *_repricing_faults(terms),
        *_condition_faults(terms.all_conditions),
    ]


def check_can_change(product: Product, based_on: int, terms: Terms) -> None:
    """A new version follows the one its author has seen, and says something new."""
    check_is_offered(product)
    if product.version != based_on:
        raise VersionOutdated(current=product.version, based_on=based_on)
    if product.kind is not terms.kind:
        raise KindIsFixed(kind=product.kind)
    if all(getattr(product, name) == getattr(terms, name) for name in Terms.__slots__):
        raise TermsUnchanged(version=product.version)


def check_is_offered(product: Product) -> None:
    if product.status is not ProductStatus.OFFERED:
        raise ProductIsWithdrawn(product_id=product.id)


def _range_faults(terms: Terms) -> Iterator[TermsFault]:
    if terms.max_amount < terms.min_amount:
        yield AmountRangeReversed(field="max_amount")
    if terms.max_term_months < terms.min_term_months:
        yield TermRangeReversed(field="max_term_months")
    if terms.valid_to is not None and terms.valid_to < terms.valid_from:
        yield ValidityReversed(field="valid_to")
    if not terms.purposes:
        yield NoPurpose(field="purposes")


def _price_faults(terms: Terms, policy: PricePolicy) -> Iterator[TermsFault]:
    if not terms.pricing:
        yield NoGradePriced(field="pricing")
    for price in terms.pricing:
        yield from _cap_faults(terms, price, policy)
    by_grade = sorted(terms.pricing, key=lambda price: price.grade)
    for better, worse in pairwise(by_grade):
        if better.grade is worse.grade:
            yield GradePricedTwice(field="pricing", grade=better.grade)
        elif better.yearly_rate > worse.yearly_rate:
            yield BetterGradePaysMore(field="pricing", better=better.grade, worse=worse.grade)
    if not policy.fee_floor <= terms.fee_bps / BPS <= policy.fee_cap:
        yield FeeOutsidePolicy(field="fee_bps", floor=policy.fee_floor, cap=policy.fee_cap)


def _cap_faults(terms: Terms, price: GradePrice, policy: PricePolicy) -> Iterator[TermsFault]:
    """The dearest tenor counts: no borrower pays more than the cap."""
    lowest = _base_of(terms, policy) + price.yearly_rate
    highest = lowest + sum_of_steps(terms)
    if not (lowest > 0 and highest <= policy.yearly_rate_cap):
        yield RateOutsidePolicy(field="pricing", grade=price.grade, cap=policy.yearly_rate_cap)
    elif highest > cap_of(terms.kind, policy):
        yield GreenLoanTooDear(field="pricing", grade=price.grade, cap=policy.green_rate_cap)


def _base_of(terms: Terms, policy: PricePolicy) -> Decimal:
    return policy.base_rate if terms.rate_base is RateBase.LPR else Decimal(0)


def _step_faults(terms: Terms, policy: PricePolicy) -> Iterator[TermsFault]:
    months = [step.over_months for step in terms.tenor_steps]
    dearer = all(step.more > 0 for step in terms.tenor_steps)
    if not (dearer and _rises(months) and all(each < terms.max_term_months for each in months)):
        yield TenorStepsDisordered(field="tenor_steps")
    savings = [step.saving for step in terms.green_steps]
    discounts = [step.less for step in terms.green_steps]
    within = all(0 < saving <= 1 for saving in savings) and all(less > 0 for less in discounts)
    if not (within and _rises(savings) and _rises(discounts) and _has_carbon_data(terms)):
        yield GreenStepsDisordered(field="green_steps")
    cheapest = min((price.yearly_rate for price in terms.pricing), default=Decimal(0))
    lowest = _base_of(terms, policy) + cheapest
    if terms.pricing and discounts and lowest <= max(discounts):
        yield DiscountTooLarge(field="green_steps")


def _lease_faults(terms: Terms, policy: PricePolicy) -> Iterator[TermsFault]:
    lease = terms.lease
    if (lease is not None) is not (terms.kind is ProductKind.EQUIPMENT_LEASE):
        yield LeaseTermsMissing(field="lease")
    if lease is None:
        return
    is_equal = terms.method is RepaymentMethod.EQUAL_INSTALMENT
    if not (is_equal and terms.day_count.has_months_of_thirty_days):
        yield LeaseNotMonthly(field="method")
    for name in ("deposit_share", "residual_share"):
        if not 0 <= getattr(lease, name) <= policy.lease_share_cap:
            yield LeaseShareOutsidePolicy(field=f"lease/{name}", cap=policy.lease_share_cap)


def _repricing_faults(terms: Terms) -> Iterator[TermsFault]:
    """Only a margin over the LPR can follow it; rentals and flat interest are fixed."""
    follows = terms.rate_base is RateBase.LPR and terms.lease is None
    if terms.repricing is not None and not (follows and terms.method is not RepaymentMethod.FLAT):
        yield RepricingImpossible(field="repricing")


def _rises(values: Sequence[Decimal] | Sequence[int]) -> bool:
    return all(low < high for low, high in pairwise(values))


def _has_carbon_data(terms: Terms) -> bool:
    kinds = {each.kind for each in terms.collateral}
    return not terms.green_steps or CollateralKind.CARBON_REDUCTION in kinds


def _collateral_faults(terms: Terms, policy: PricePolicy) -> Iterator[TermsFault]:
    """What secures nothing lends nothing; of everything else a part, up to the cap of its kind."""
    kinds = [each.kind for each in terms.collateral]
    for kind in sorted({kind for kind in kinds if kinds.count(kind) > 1}):
        yield CollateralTwice(field="collateral", kind=kind)
    for each in terms.collateral:
        cap = policy.lending_caps.get(each.kind, Decimal(0))
        if not (0 < each.lending_share <= cap or each.lending_share == cap == 0):
            yield LendingShareOutsidePolicy(field="collateral", kind=each.kind, cap=cap)


def _condition_faults(conditions: Sequence[Condition]) -> Iterator[TermsFault]:
    sound: dict[str, list[Condition]] = {}
    for position, condition in enumerate(conditions):
        fault = _fault_of(condition, f"conditions/{position}")
        if fault is None:
            sound.setdefault(condition.fact, []).append(condition)
        else:
            yield fault
    for fact, about_it in sound.items():
        if not _can_all_hold(about_it):
            yield ConditionsContradict(field="conditions", fact=fact)


def _fault_of(condition: Condition, field: str) -> TermsFault | None:
    fact = FACTS.get(condition.fact)
    if fact is None:
        return UnknownFact(field=field, fact=condition.fact)
    is_number = isinstance(condition.value, Decimal)
    if condition.op not in fact.operators or is_number is bool(fact.codes):
        return OperatorNotForFact(field=field, fact=fact.name, op=condition.op)
    if isinstance(condition.value, tuple):
        unknown = sorted(set(condition.value) - fact.codes)
        if unknown:
            return UnknownCode(field=field, fact=fact.name, codes=", ".join(unknown))
    if not _can_hold(condition, fact):
        return ConditionImpossible(field=field, fact=fact.name)
    return None


def _can_hold(condition: Condition, fact: Fact) -> bool:
    if isinstance(condition.value, tuple):
        return len(condition.value) == 1 or (condition.op is Operator.IN and condition.value != ())
    above = fact.at_most is not None and condition.value > fact.at_most
    below = fact.at_least is not None and condition.value < fact.at_least
    return not {
        Operator.GE: above,
        Operator.LE: below,
        Operator.EQ: above or below,
    }[condition.op]


def _can_all_hold(conditions: Sequence[Condition]) -> bool:
    """All of one fact: is there a value that meets each of them?"""
    wanted_codes = [set(it.value) for it in conditions if isinstance(it.value, tuple)]
    if wanted_codes and not wanted_codes[0].intersection(*wanted_codes[1:]):
        return False
    bounds = [(it.op, it.value) for it in conditions if isinstance(it.value, Decimal)]
    lows = [value for op, value in bounds if op is not Operator.LE]
    highs = [value for op, value in bounds if op is not Operator.GE]
    return not lows or not highs or max(lows) <= min(highs)
