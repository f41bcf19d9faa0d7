"""The plans of many loans: in columns where whole loans share rate and term, else one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import numpy as np

from rongqu.kernel.dates import add_months
from rongqu.kernel.ratios import PeriodRates
from rongqu.kernel.schedule import NeverAmortises, RepaymentMethod, Terms, compute_schedule
from rongqu.modules.bookings.plans import compute_level_plans

Plan = list[tuple[date, int, int]]
"""Due day, principal and interest of each line, in minor units."""


def payout_day_of(first_due_on: date) -> date | None:
    """From which a month leads to it; None: there is no such day."""
    day = add_months(first_due_on, -1)
    return day if add_months(day, 1) == first_due_on else None


def plan_loans(wanted: Sequence[Terms]) -> list[Plan | None]:
    """In their order; None: the loan would never end."""
    plans: list[Plan | None] = [None] * len(wanted)
    alike = defaultdict[tuple[object, int], list[int]](list)
    for at, terms in enumerate(wanted):
        if (
            terms.method is RepaymentMethod.EQUAL_INSTALMENT
            and terms.rate.day_count.has_months_of_thirty_days
        ):
            alike[terms.rate.yearly, terms.months].append(at)
        else:
            plans[at] = _one(terms)
    for places in alike.values():
        try:
            found = _columns([wanted[at] for at in places])
        except NeverAmortises:  # one of them: each is asked by itself
            found = [_one(wanted[at]) for at in places]
        for at, plan in zip(places, found, strict=True):
            plans[at] = plan
    return plans


def _one(terms: Terms) -> Plan | None:
    try:
        lines = compute_schedule(terms)
    except NeverAmortises:
        return None
    return [(line.due_on, line.principal.minor, line.interest.minor) for line in lines]


def _columns(alike: Sequence[Terms]) -> list[Plan | None]:
    first = alike[0]
    rates = PeriodRates.level(first.rate.monthly, first.months)
    principals = np.array([terms.principal.minor for terms in alike], np.int64)
    plans = compute_level_plans(principals, rates)
    days: dict[date, list[date]] = {}
    for terms in alike:
        if terms.starts_on not in days:
            days[terms.starts_on] = [
                add_months(terms.starts_on, month) for month in range(1, terms.months + 1)
            ]
    rows = zip(alike, plans.principal.tolist(), plans.interest.tolist(), strict=True)
    return [
        list(zip(days[terms.starts_on], parts, interests, strict=True))
        for terms, parts, interests in rows
    ]
