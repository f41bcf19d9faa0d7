"""A plan, and what it would order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.investing.types import InvestmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """`each`: the most of one project; `reserve`: what stays in the account. No kinds: all."""

    is_on: bool
    each: Money
    budget: Money
    reserve: Money
    highest_class: int
    least_rate: Decimal
    most_months: int
    kinds: tuple[InvestmentKind, ...]
    takes_redemptions: bool
    """Also buy from the redemption queue, at its price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(NewPlan):
    investor_id: OrganisationId
    spent: Money
    served_at: datetime | None
    changed_at: datetime
