"""Which colour a sign has, what a colour asks for, and by when: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from rongqu.kernel.dates import add_months
from rongqu.modules.warnings.errors import StepNotDue, StepsLeft, WarningClosed
from rongqu.modules.warnings.types import Step, Thresholds, WarningCase, WarningLevel, WarningState

STEPS: dict[WarningLevel, tuple[Step, ...]] = {
    WarningLevel.RED: (Step.GROUP, Step.PLAN),
    WarningLevel.YELLOW: (Step.CAUSE,),
    WarningLevel.BLUE: (Step.LOOK,),
}
SHARES = (Decimal("0.90"), Decimal("0.95"), Decimal("0.99"))
"""Of all changes of a kind: the worst tenth is blue, twentieth yellow, hundredth red."""
ENOUGH_SEEN = 50
QUARTER, YEAR = 3, 12


def move_thresholds(floors: Thresholds, sizes: Sequence[Decimal]) -> Thresholds:
    """With the data, never below the floors. `sizes`: all that were seen lately, in any order."""
    if len(sizes) < ENOUGH_SEEN:
        return floors
    ranked = sorted(sizes)
    blue, yellow, red = (ranked[min(int(share * len(ranked)), len(ranked) - 1)] for share in SHARES)
    return Thresholds(
        blue=max(blue, floors.blue), yellow=max(yellow, floors.yellow), red=max(red, floors.red)
    )


def judge_drop(size: Decimal, thresholds: Thresholds) -> WarningLevel | None:
    if size >= thresholds.red:
        return WarningLevel.RED
    if size >= thresholds.yellow:
        return WarningLevel.YELLOW
    return WarningLevel.BLUE if size >= thresholds.blue else None


def judge_days_late(days: int) -> WarningLevel:
    """One day is worth a look, a month asks for its cause, more for a plan."""
    if days > 30:
        return WarningLevel.RED
    return WarningLevel.YELLOW if days > 7 else WarningLevel.BLUE


def compute_drop(before: Decimal, after: Decimal) -> Decimal:
    """The share that was lost, from 0 to 1; nothing before cannot be lost."""
    if before <= 0 or after >= before:
        return Decimal(0)
    return min((before - after) / before, Decimal(1)).quantize(Decimal("0.0001"))


def list_by_month(sold: Mapping[date, Decimal]) -> list[Decimal]:
    """From the first month with sales to the last; a month without any is nothing."""
    if not sold:
        return []
    month, last = min(sold), max(sold)
    sales: list[Decimal] = []
    while month <= last:
        sales.append(sold.get(month, Decimal(0)))
        month = add_months(month, 1)
    return sales


def expect_sales(sales: Sequence[Decimal]) -> Decimal:
    """Of the last three months of at least six, oldest first. Where last year is known: what its
    season made of the quarter before, and no more than the same quarter sold then. A Spring
    Festival or a harvest that is over is no decline, and neither is the end of one good quarter."""
    before = _quarter(sales, QUARTER)
    if len(sales) < YEAR + 2 * QUARTER:
        return before
    year_ago, before_that = _quarter(sales, YEAR), _quarter(sales, YEAR + QUARTER)
    by_season = before * year_ago / before_that if before_that > 0 else before
    return min(by_season, year_ago)


def _quarter(sales: Sequence[Decimal], months_ago: int) -> Decimal:
    """The one that ended so long ago."""
    end = len(sales) - months_ago
    return sum(sales[end - QUARTER : end], Decimal(0))


def find_next_step(level: WarningLevel, done: Sequence[Step]) -> Step | None:
    return next((step for step in STEPS[level] if step not in done), None)


def compute_due(since: datetime, step: Step, minutes: Mapping[Step, int]) -> datetime:
    return since + timedelta(minutes=minutes[step])


def check_open(case: WarningCase) -> None:
    if case.state is not WarningState.OPEN:
        raise WarningClosed(case_id=case.id)


def check_step(case: WarningCase, step: Step) -> None:
    check_open(case)
    if step is not case.next_step:
        raise StepNotDue(expected=case.next_step)


def check_can_close(case: WarningCase) -> None:
    check_open(case)
    if case.next_step is not None:
        raise StepsLeft(expected=case.next_step)
