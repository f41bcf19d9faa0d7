"""Sharing an amount among many, to the cent: pro rata, by the largest remainder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from rongqu.kernel.money import Money

K = TypeVar("K", bound=UUID)


def share_out(amount: Money, weights: Mapping[K, int]) -> dict[K, Money]:
    """Everybody's part of `amount`, pro rata to their weight; the parts add up to the amount.

    Each gets the whole cents of the exact part; the cents that are left go one each to those
    whose exact part was cut most, the smaller id first where two were cut alike (method of
    Hamilton, 最大余额法). So a part is never further than a cent from the exact one, the same
    sharing always gives the same parts, and the order of `weights` does not matter. Weights are
    whole numbers, such as cents put in; none is negative, and not all are zero. A negative amount
    is shared as its opposite, so that taking back what was shared takes back each part.
    """
    total = sum(weights.values())
    if total <= 0 or min(weights.values()) < 0:
        raise ValueError("weights must be positive")
    sign = -1 if amount.is_negative() else 1
    cut = {who: divmod(sign * amount.minor * weight, total) for who, weight in weights.items()}
    left = sign * amount.minor - sum(whole for whole, _ in cut.values())
    favoured = set(sorted(cut, key=lambda who: (-cut[who][1], who))[:left])
    return {
        who: Money(sign * (whole + (who in favoured)), amount.currency)
        for who, (whole, _) in cut.items()
    }
