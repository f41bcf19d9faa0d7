"""What the cockpit computes from counts and sums."""

from __future__ import annotations

from decimal import Decimal

from rongqu.modules.insight.errors import MonthsReversed
from rongqu.modules.insight.types import BAD, BucketSum, Filter

FUNNEL = (
    "submitted",
    "review",
    "due_diligence",
    "approval",
    "contract",
    "payout",
    "active",
    "closed",
)
"""The stages of the funnel, in the order of the way."""

RATE_PLACES = Decimal("0.0001")


def check_months(wish: Filter) -> None:
    if wish.first_month and wish.last_month and wish.first_month > wish.last_month:
        raise MonthsReversed(first=wish.first_month, last=wish.last_month)


def compute_bad_debt_rate(buckets: tuple[BucketSum, ...]) -> Decimal | None:
    """Principal of loans more than 90 days late over all principal outstanding 不良率.

    None while nothing is outstanding. Four decimals: 0.0120 is 1.2 %.
    """
    total = sum(each.outstanding.minor for each in buckets)
    if total == 0:
        return None
    bad = sum(each.outstanding.minor for each in buckets if each.bucket is BAD)
    return (Decimal(bad) / total).quantize(RATE_PLACES)
