"""What a proposal is made of."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One that may be bought. `most`: what can be had of it."""

    id: UUID
    issuer: UUID
    industry: str
    region: str
    risk_class: int
    yearly_rate: float
    ticket: Money
    step: Money
    most: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """What is held of one project already."""

    project: Project
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Of one portfolio: what a year should bring after losses, and how far it may be off."""

    expected: float
    deviation: float
    projects: int
    largest_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`parts` in whole steps; `left`: what does not fit into them. `within_budget`: whether the
    projects on offer allow as little risk as was wanted."""

    parts: tuple[Stake, ...]
    left: Money
    before: Picture
    after: Picture
    within_budget: bool
