"""How a book rolls from bucket to bucket, and how its vintages turn out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    from_bucket: str
    to_bucket: str
    loans: int
    outstanding: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class VintagePoint:
    """`months`: how many months after the month in which the loans were paid out."""

    opened_month: date
    months: int
    loans: int
    principal: Money
    late: Money
    bad: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioQuality:
    as_of: date | None
    since: date | None
    rolls: tuple[Roll, ...]
    vintages: tuple[VintagePoint, ...]
