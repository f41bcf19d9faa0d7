"""May this investor buy this? Pure: every reason at once, so that a page can show them all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rongqu.kernel.money import Money
from rongqu.modules.investing.errors import NotSuitable
from rongqu.modules.investing.suitability.types import (
    Individuals,
    Invested,
    KindRule,
    Level,
    Limits,
    Refusal,
    Standing,
)
from rongqu.modules.investing.types import Offering


def find_refusals(
    offering: Offering, standing: Standing, limits: Limits, rule: KindRule, day: date
) -> tuple[Refusal, ...]:
    """Without looking at an amount: may it be shown with a button to buy?"""
    return tuple(
        [
            *_about_whom(offering, standing, limits, rule),
            *_about_risk(offering, standing, day),
        ]
    )


def check_suitable(
    offering: Offering, standing: Standing, limits: Limits, rule: KindRule, day: date
) -> None:
    for refusal in find_refusals(offering, standing, limits, rule, day):
        raise NotSuitable(
            reason=refusal, risk_class=offering.risk_class, own_class=standing.class_on(day)
        )


def check_limits(amount: Money, standing: Standing, invested: Invested, limits: Limits) -> None:
    """What one person may put in; a company knows its own limits."""
    if not standing.is_person or standing.level is Level.QUALIFIED:
        return
    if limits.project < invested.project + amount:
        left = limits.project - invested.project
        raise NotSuitable(reason=Refusal.PROJECT_LIMIT, limit=limits.project, left=left)
    if limits.total < invested.total + amount:
        left = limits.total - invested.total
        raise NotSuitable(reason=Refusal.TOTAL_LIMIT, limit=limits.total, left=left)


def _about_whom(
    offering: Offering, standing: Standing, limits: Limits, rule: KindRule
) -> Iterator[Refusal]:
    if offering.issuer_id == standing.investor_id:
        yield Refusal.OWN_OFFERING
    if standing.level.rank < rule.level.rank:
        yield Refusal.LEVEL_TOO_LOW
    if standing.is_person and limits.individuals is Individuals.NONE:
        yield Refusal.NOT_FOR_PEOPLE
    is_qualified = standing.level is Level.QUALIFIED
    if standing.is_person and limits.individuals is Individuals.QUALIFIED and not is_qualified:
        yield Refusal.ONLY_QUALIFIED


def _about_risk(offering: Offering, standing: Standing, day: date) -> Iterator[Refusal]:
    own_class = standing.class_on(day)
    if standing.assessment is None:
        yield Refusal.NOT_ASSESSED
    elif own_class is None:
        yield Refusal.ASSESSMENT_EXPIRED
    elif own_class < offering.risk_class:
        yield Refusal.ABOVE_CLASS
