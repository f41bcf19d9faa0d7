"""What investments have yielded: XIRR over what was paid and received."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from rongqu.kernel.money import Money
from rongqu.kernel.xirr import xirr
from rongqu.modules.investing.types import HoldingLine

RATE_PLACES = Decimal("0.0001")


def compute_yield(lines: Sequence[HoldingLine], value: Money, day: date) -> Decimal | None:
    """Of a year, by XIRR over what was paid and received, as if sold today at its value."""
    flows = [(line.day, float(line.cash.minor)) for line in lines]
    if not flows or day <= flows[0][0]:
        return None
    rate = xirr([*flows, (day, float(value.minor))])
    return None if rate is None else Decimal(rate).quantize(RATE_PLACES)
