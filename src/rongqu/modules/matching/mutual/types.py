"""What is known of either side, and what is said of a pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Amounts in whole yuan: they decide an order, never a payment."""

    id: UUID
    issuer: UUID
    risk_class: int
    months: int
    yearly_rate: Decimal
    industry: str
    region: str
    ticket: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Appetite:
    """`held`: yuan by project; what is held says what is liked, and what there is enough of.

    A wish that was not said is None or empty: it excludes nothing and prefers nothing (cold start).
    """

    investor: UUID
    risk_class: int
    money: int
    months: int | None = None
    least_rate: Decimal | None = None
    industries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    held_industries: Mapping[str, int] = field(default_factory=dict[str, int])
    held_issuers: frozenset[UUID] = frozenset()
    alike: Mapping[UUID, float] = field(default_factory=dict[UUID, float])
    """By issuer: how like its business plan is to those of issuers that are held, from 0 to 1."""
    related: frozenset[UUID] = frozenset()
    """Organisations that the investor controls or is controlled by, besides itself."""


class Reason(StrEnum):
    """What speaks most for a pair; the words are in locales/*/investing.json."""

    RETURN = "return"
    TENOR = "tenor"
    INDUSTRY = "industry"
    REGION = "region"
    SPREAD = "spread"
    CALM = "calm"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """`worth` between 0 and 1."""

    project: UUID
    worth: float
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How evenly projects are shown: `gini` 0 for all alike, towards 1 for one alone; `unseen`:
    the part of those on offer that nobody was shown."""

    shown: int
    projects: int
    gini: float
    unseen: float
    top_tenth: float
