"""What a plan costs in a year, all in 综合融资成本: its internal rate of return."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from rongqu.kernel.money import Money
from rongqu.kernel.schedule.types import Instalment
from rongqu.kernel.xirr import xirr

PLACES = Decimal("0.0001")


def yearly_cost(got: Money, on: date, plan: Sequence[Instalment]) -> Decimal:
    """The yearly rate, as a share, at which the instalments are worth what the borrower really
    gets on the first day: the principal less what is charged for it. Raises ValueError for a plan
    that gives nothing."""
    flows = [(on, float(got.minor)), *((line.due_on, -float(line.amount.minor)) for line in plan)]
    found = xirr(flows)
    if found is None:
        raise ValueError("who gets nothing has no cost")
    return Decimal(found).quantize(PLACES)
