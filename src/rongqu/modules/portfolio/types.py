"""What the book is cut into, and what each part may cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import EnterpriseId, OrganisationId
from rongqu.kernel.money import Money


class Dimension(StrEnum):
    """By what the book is cut. A region is a province, an industry a section of GB/T 4754."""

    INDUSTRY = "industry"
    REGION = "region"
    GRADE = "grade"
    COLLATERAL = "collateral"
    BORROWER = "borrower"
    GROUP = "group"


UNKNOWN = "unknown"
"""The code of a part: no score, no industry on record, nothing pledged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """From the policy pack. Shares of one; edges rising, in probabilities and in minor units."""

    pd_unscored: Decimal
    credit_conversion: Decimal
    loss_given_default: Mapping[str, Decimal]
    """By kind of collateral; `unknown` is none."""
    pd_edges: tuple[Decimal, ...]
    loss_edges: tuple[Money, ...]
    stress_rise: Decimal
    migration_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """`None`: any. Bands count from 0, the best."""

    pd_band: int | None = None
    loss_band: int | None = None
    industry: str | None = None
    region: str | None = None
    grade: str | None = None
    collateral: str | None = None
    borrower: UUID | None = None
    group: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """`exposure` is EAD; `loss` what a default of all would cost; `expected` PD x LGD x EAD."""

    count: int
    exposure: Money
    loss: Money
    expected: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    pd_band: int
    loss_band: int
    sum: Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """`name` only of borrowers; other codes have words elsewhere."""

    code: str
    name: str | None
    sum: Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """`herfindahl`: the sum of squared shares of the exposure, of all parts and not only these."""

    dimension: Dimension
    parts: tuple[Part, ...]
    count: int
    herfindahl: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """A loan in the books, or what is approved and not paid out yet (`is_drawn` False)."""

    id: UUID
    enterprise_id: EnterpriseId
    borrower_name: str
    institution_id: OrganisationId
    product_kind: str
    industry: str
    region: str
    collateral: str
    grade: str
    bucket: str
    is_drawn: bool
    exposure: Money
    pd: Decimal
    lgd: Decimal
    expected: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Borrowers that went from one grade to another; `exposure` is what they owe now."""

    before: str
    after: str
    borrowers: int
    exposure: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserves:
    """Set aside for losses by agreements in force."""

    reserve: Money
    fund: Money

    @property
    def held(self) -> Money:
        return self.reserve + self.fund


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    as_of: date
    assumptions: Assumptions
    whole: Sum
    cells: tuple[Cell, ...]
    cuts: tuple[Cut, ...]
    migrated_since: date
    moves: tuple[Moved, ...]
    reserves: Reserves


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """Defaults in this part of the book rise by `rise` more: 0.5 is half as many again."""

    dimension: Dimension
    code: str
    rise: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Stress:
    """`rise`: of all defaults; `loss_rise`: of what a default costs."""

    rise: Decimal
    loss_rise: Decimal
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StressedPart:
    dimension: Dimension
    code: str
    before: Money
    after: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class StressResult:
    stress: Stress
    before: Money
    after: Money
    parts: tuple[StressedPart, ...]
    reserves: Reserves
