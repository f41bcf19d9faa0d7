"""From a score to a grade, a lane, reasons and a limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from rongqu.kernel.grades import Grade
from rongqu.kernel.money import Money, Rounding
from rongqu.modules.risk.deciding import Outcome, Strategy, decide
from rongqu.modules.risk.errors import StrategyStartsTooEarly
from rongqu.modules.risk.features import Features
from rongqu.modules.risk.types import (
    CreditLimit,
    Decision,
    Lane,
    Moved,
    ScorePolicy,
)

AGE_BANDS = ((24, "0-2y"), (60, "2-5y"), (120, "5-10y"))
SIZE_BANDS = ((20, "micro"), (300, "small"), (1_000, "medium"))


def grade_of(score: int, policy: ScorePolicy) -> Grade:
    for grade, from_score in policy.grade_from:
        if score >= from_score:
            return grade
    return Grade.E


def lane_of(score: int | None, policy: ScorePolicy) -> Lane:
    """A missing source never approves: it refers."""
    if score is None or score < policy.manual_below:
        return Lane.MANUAL
    return Lane.FAST if score >= policy.fast_from else Lane.NORMAL


def months_seen(features: Features) -> int:
    """Months with sales that a score can rest on."""
    return int(features.get("months_with_sales", Decimal(0)))


def is_enough(features: Features, policy: ScorePolicy) -> bool:
    return months_seen(features) >= policy.months_needed


def age_band(months: int) -> str:
    """Of a company, for comparing groups."""
    return next((name for limit, name in AGE_BANDS if months < limit), "10y+")


def size_band(employees: int) -> str:
    """By employees, as the standard for SMEs divides most industries."""
    return next((name for limit, name in SIZE_BANDS if employees < limit), "large")


def compute_limit(
    grade: Grade | None, ceiling: Money | None, net_assets: Money | None, share: Decimal
) -> CreditLimit:
    """FIN-8: the grade's ceiling, and never above `share` of net assets, rounded down to the fen.

    Negative net assets leave nothing.
    """
    by_net_assets = None
    if net_assets is not None:
        part = net_assets.times(share, Rounding.DOWN)
        by_net_assets = max(part, Money.zero(part.currency))
    return CreditLimit(grade=grade, by_grade=ceiling, by_net_assets=by_net_assets)


def check_starts_later(valid_from: date, business_date: date) -> None:
    if valid_from <= business_date:
        raise StrategyStartsTooEarly(valid_from=valid_from, today=business_date)


def compute_moves(strategy: Strategy, decisions: Iterable[Decision]) -> tuple[Moved, ...]:
    """What would have changed: the strategy on the facts of past decisions, most frequent first."""
    counts = Counter((one.outcome, decide(strategy, one.facts).outcome) for one in decisions)
    return tuple(
        Moved(before=before, after=after, count=count)
        for (before, after), count in counts.most_common()
    )


def is_standing_refusal(decision: Decision) -> bool:
    """What a person has changed already is theirs, and what was not refused needs no mending."""
    return decision.outcome is Outcome.REFUSE and decision.override is None
