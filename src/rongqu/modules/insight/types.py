"""Figures of the cockpit, and the rows behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.money import Money


class Bucket(StrEnum):
    """How late a loan is, in days."""

    CURRENT = "current"
    D1_30 = "d1_30"
    D31_60 = "d31_60"
    D61_90 = "d61_90"
    D90_PLUS = "d90_plus"


BAD = Bucket.D90_PLUS


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Months are those of submission and of payout; None: no limit."""

    first_month: date | None = None
    last_month: date | None = None
    province: str | None = None
    industry: str | None = None
    product_kind: str | None = None


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many applications ever reached a stage, and how many stand there now."""

    stage: str
    reached: int
    now: int


@dataclass(frozen=True, slots=True)
class BucketSum:
    bucket: Bucket
    loans: int
    outstanding: Money


@dataclass(frozen=True, slots=True)
class MonthSum:
    month: date
    loans: int
    financed: Money


@dataclass(frozen=True, slots=True)
class ProvinceSum:
    """Demand is what was asked for; financed is what was paid out."""

    province: str
    applications: int
    demand: Money
    loans: int
    financed: Money


@dataclass(frozen=True, slots=True)
class IndustrySum:
    industry: str
    loans: int
    financed: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Cockpit:
    """`median_hours` and `best_hours` from submission to approval; None before the first one."""

    financed: Money
    loans: int
    outstanding: Money
    applications: int
    median_hours: Decimal | None
    best_hours: Decimal | None
    bad_debt_rate: Decimal | None
    bad_debt_line: Decimal
    funnel: tuple[StageCount, ...]
    buckets: tuple[BucketSum, ...]
    months: tuple[MonthSum, ...]
    provinces: tuple[ProvinceSum, ...]
    industries: tuple[IndustrySum, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationRow:
    id: UUID
    enterprise_id: UUID
    institution_id: UUID
    product_kind: str
    province: str
    industry: str
    amount: Money | None
    stage: str
    submitted_at: datetime | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRow:
    id: UUID
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    product_kind: str
    province: str
    industry: str
    principal: Money
    outstanding: Money
    opened_on: date
    bucket: Bucket
    days_past_due: int
    closed_on: date | None
