"""What may be offered and ordered, and who gets how much. Pure."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any

from rongqu.kernel.ids import OrganisationId, SubscriptionId
from rongqu.kernel.money import Money
from rongqu.kernel.sharing import share_out
from rongqu.modules.investing.errors import (
    AboveRemainder,
    AmountNotOrderable,
    AmountsOutOfOrder,
    ClosesTooSoon,
    CoolingOffOver,
    DisclosureMissing,
    FeeOutsidePolicy,
    OfferingNotFound,
    OfferingNotOpen,
    RateOutsidePolicy,
    RiskUnderstated,
    SubscriptionIdTaken,
    TermsFault,
)
from rongqu.modules.investing.suitability.types import KindRule, Level
from rongqu.modules.investing.types import (
    Allotment,
    InvestmentKind,
    NewSubscription,
    Offering,
    OfferingStatus,
    OfferingTerms,
    OfferPolicy,
    Subscription,
    SubscriptionStatus,
)

SHORTEST = timedelta(hours=1)
"""An offering that closes sooner could be read by nobody."""

Orders = Mapping[SubscriptionId, Money]


@cache
def kind_rules() -> Mapping[InvestmentKind, KindRule]:
    source = resources.files("rongqu.modules.investing").joinpath("kinds.toml")
    content: dict[str, dict[str, Any]] = tomllib.loads(source.read_text("utf-8"))
    return {
        InvestmentKind(name): KindRule(
            least_class=rule["least_class"],
            level=Level(rule["level"]),
            disclosures=tuple(rule["disclosures"]),
        )
        for name, rule in content.items()
    }


def check_terms(terms: OfferingTerms, now: datetime, policy: OfferPolicy) -> None:
    for fault in find_faults(terms, now, policy):
        raise fault


def find_faults(terms: OfferingTerms, now: datetime, policy: OfferPolicy) -> Iterator[TermsFault]:
    yield from _amount_faults(terms)
    rule = kind_rules()[terms.kind]
    if not 0 < terms.yearly_rate <= policy.rate_cap:
        yield RateOutsidePolicy(field="yearly_rate", cap=policy.rate_cap)
    if not policy.fee_floor <= terms.management_fee_rate <= policy.fee_cap:
        yield FeeOutsidePolicy(
            field="management_fee_rate", floor=policy.fee_floor, cap=policy.fee_cap
        )
    if terms.risk_class < rule.least_class:
        yield RiskUnderstated(field="risk_class", least=rule.least_class)
    missing = [name for name in rule.disclosures if not terms.disclosure.get(name, "").strip()]
    if missing:
        yield DisclosureMissing(field="disclosure", missing=", ".join(missing))
    if terms.closes_at < now + SHORTEST:
        yield ClosesTooSoon(field="closes_at")


def _amount_faults(terms: OfferingTerms) -> Iterator[TermsFault]:
    zero = Money.zero(terms.target.currency)
    if not zero < terms.minimum or terms.target < terms.minimum:
        yield AmountsOutOfOrder(field="minimum")
    if not zero < terms.ticket or terms.target < terms.ticket:
        yield AmountsOutOfOrder(field="ticket")
    if not zero < terms.step or terms.target.minor % max(terms.step.minor, 1):
        yield AmountsOutOfOrder(field="step")
    if terms.most_each is not None and terms.most_each < terms.ticket:
        yield AmountsOutOfOrder(field="most_each")


def check_open(offering: Offering, now: datetime) -> None:
    """One that was not opened yet is nobody's but its issuer's."""
    if offering.status is OfferingStatus.PROPOSED:
        raise OfferingNotFound
    if not offering.is_open_at(now):
        raise OfferingNotOpen(status=offering.status, closes_at=offering.closes_at)


def check_amount(offering: Offering, amount: Money) -> None:
    """Whole steps; what is left may be ordered although it is less than a ticket."""
    is_rest = offering.allotment is Allotment.FIRST_COME and amount == offering.left()
    most = offering.target if offering.most_each is None else offering.most_each
    is_whole = amount.currency == offering.target.currency and not (
        amount.minor % offering.step.minor
    )
    if not is_whole or amount.minor <= 0 or most < amount:
        raise AmountNotOrderable(ticket=offering.ticket, step=offering.step, most=most)
    if offering.allotment is Allotment.FIRST_COME and offering.left() < amount:
        raise AboveRemainder(left=offering.left(), wanted=amount)
    if amount < offering.ticket and not is_rest:
        raise AmountNotOrderable(ticket=offering.ticket, step=offering.step, most=most)


def check_same(wished: NewSubscription, known: Subscription, investor_id: OrganisationId) -> None:
    same = (known.offering_id, known.amount, known.investor_id)
    if (wished.offering_id, wished.amount, investor_id) != same:
        raise SubscriptionIdTaken(subscription_id=known.id)


def check_can_withdraw(known: Subscription, now: datetime) -> None:
    if known.status is not SubscriptionStatus.HELD or known.cooling_until <= now:
        raise CoolingOffOver(status=known.status, cooling_until=known.cooling_until)


def is_over(offering: Offering, now: datetime) -> bool:
    """Nothing more can be ordered: the deadline has passed, or the first to come have it all."""
    is_full = offering.allotment is Allotment.FIRST_COME and offering.left().is_zero()
    return offering.status is OfferingStatus.OPEN and (is_full or offering.closes_at <= now)


def allot(offering: Offering, orders: Orders) -> dict[SubscriptionId, Money]:
    """Who gets how much; together never more than the target, each never more than ordered.

    Nobody gets anything when less than the minimum was ordered. Pro rata goes by the whole steps,
    by the largest remainder; a lottery fills whole orders as the seed has drawn them, until one
    gets what is left.
    """
    zero = Money.zero(offering.target.currency)
    ordered = sum(orders.values(), start=zero)
    if ordered < offering.minimum or not orders:
        return dict.fromkeys(orders, zero)
    if ordered <= offering.target:
        return dict(orders)
    if offering.allotment is Allotment.PRO_RATA:
        return _share(offering, orders)
    assert offering.seed is not None
    return _fill(offering.target, orders, draw(offering.seed, list(orders)))


def _share(offering: Offering, orders: Orders) -> dict[SubscriptionId, Money]:
    step = offering.step.minor
    steps = Money(offering.target.minor // step, offering.target.currency)
    shared = share_out(steps, {each: amount.minor // step for each, amount in orders.items()})
    return {each: Money(part.minor * step, part.currency) for each, part in shared.items()}


def _fill(
    target: Money, orders: Orders, drawn: Sequence[SubscriptionId]
) -> dict[SubscriptionId, Money]:
    left = target
    filled = dict[SubscriptionId, Money]()
    for each in drawn:
        filled[each] = min(orders[each], left)
        left = left - filled[each]
    return filled


def draw(seed: str, orders: Sequence[SubscriptionId]) -> list[SubscriptionId]:
    """The order of a lottery: by SHA-256 of the seed and the order's id.

    The seed's own SHA-256 was published before the first order, so it cannot be chosen to suit;
    once it is shown, whoever has the ids can draw again.
    """
    return sorted(orders, key=lambda each: hashlib.sha256(f"{seed}:{each}".encode()).digest())


def commitment_of(seed: str) -> str:
    return hashlib.sha256(seed.encode()).hexdigest()
