"""What an investor's holdings bring: what is still to come, what a year has earned. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from rongqu.kernel.ids import OfferingId
from rongqu.kernel.money import Money, Rounding
from rongqu.kernel.schedule import compute_schedule
from rongqu.modules.investing.market.rules import (
    compute_accrued,
    compute_fee_of_part,
    due_days,
    plan_of,
)
from rongqu.modules.investing.types import (
    Holding,
    HoldingLine,
    Offering,
    OfferingStatus,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFlow:
    """What should come in on a day by the schedule, for the units held now. `interest`: what is
    left of it when the management fee is taken, as it will be before the money comes."""

    offering_id: OfferingId
    due_on: date
    principal: Money
    interest: Money
    fee: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSum:
    """Of one calendar year: what was put in, what came back, the income in it, and the management
    fee that was taken before it came."""

    year: int
    paid: Money
    received: Money
    income: Money
    fee: Money


def compute_value(offering: Offering, units: Money, day: date) -> Money:
    """Principal and the interest that has accrued: what it is worth in the books."""
    if offering.status is not OfferingStatus.ACTIVE or units.is_zero():
        return units
    return units + compute_accrued(offering, units, day, due_days(offering))


def list_expected(offering: Offering, holding: Holding, day: date) -> list[ExpectedFlow]:
    """From the day on. A holding's part of each instalment is its part of the principal that is
    outstanding."""
    plan = plan_of(offering, offering.taken)
    if offering.status is not OfferingStatus.ACTIVE or plan is None or holding.units.is_zero():
        return []
    coming = [each for each in compute_schedule(plan) if each.due_on >= day]
    ahead = sum(each.principal.minor for each in coming)
    if ahead == 0:
        return []
    share = Decimal(holding.units.minor) / Decimal(ahead)
    held, flows = holding.units, list[ExpectedFlow]()
    for each in coming:
        principal = each.principal.times(share, Rounding.HALF_EVEN)
        interest = each.interest.times(share, Rounding.HALF_EVEN)
        fee = compute_fee_of_part(offering, held, interest, each.due_on)
        flows.append(
            ExpectedFlow(
                offering_id=offering.id,
                due_on=each.due_on,
                principal=principal,
                interest=interest - fee,
                fee=fee,
            )
        )
        held = max(held - principal, Money.zero(held.currency))
        offering = replace(offering, fee_through=each.due_on)
    return flows


def sum_by_year(lines: Iterable[HoldingLine]) -> list[YearSum]:
    """For the tax return: income counts in the year in which it was received."""
    years: dict[int, YearSum] = {}
    for line in lines:
        zero = Money.zero(line.cash.currency)
        known = years.get(line.day.year) or YearSum(
            year=line.day.year, paid=zero, received=zero, income=zero, fee=zero
        )
        is_paid = line.cash.is_negative()
        years[line.day.year] = YearSum(
            year=line.day.year,
            paid=known.paid - line.cash if is_paid else known.paid,
            received=known.received if is_paid else known.received + line.cash,
            income=known.income + line.income,
            fee=known.fee + line.fee,
        )
    return [years[year] for year in sorted(years)]


def group_lines(lines: Iterable[HoldingLine]) -> Mapping[OfferingId, list[HoldingLine]]:
    grouped: dict[OfferingId, list[HoldingLine]] = {}
    for line in lines:
        grouped.setdefault(line.offering_id, []).append(line)
    return grouped
