"""What features are computed from. Amounts are net of tax."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rongqu.kernel.money import Money

Features = dict[str, Decimal]
"""Value by name of the feature. A feature that cannot be computed is not there: never a zero."""


class Side(StrEnum):
    PURCHASES = "purchases"
    SALES = "sales"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """One month of one side. `net` leaves void invoices out and red-letter ones subtract; `count`
    holds all of them."""

    month: date
    side: Side
    net: Money
    count: int
    void_count: int
    red_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerSpread:
    """How the volume divides among the partners with a positive sum. `herfindahl` is the sum of
    the squared shares: 1 for a single partner, towards 0 for many."""

    partner_count: int
    total: Money
    largest: Money
    herfindahl: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceHistory:
    """All that was known on `as_of`; invoices issued later are left out by whoever reads them."""

    as_of: date
    months: tuple[MonthFigures, ...]
    customers: PartnerSpread
    suppliers: PartnerSpread
