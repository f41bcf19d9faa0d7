"""Frozen records and enums of ranking that cross its door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.ids import EnterpriseId, OrganisationId, ProductId

RankingId = NewType("RankingId", UUID)
ExperimentId = NewType("ExperimentId", UUID)


class Arm(StrEnum):
    RULES = "rules"
    LEARNED = "learned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What an order is made by: nothing that says who the company is or where it sits."""

    product_id: ProductId
    institution_id: OrganisationId
    yearly_cost: float
    days: int
    fit: float
    amount: float
    months: int
    grade: int
    papers: int
    collateral: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`wish` names what was asked, so that a page opened again is one list; None: nothing was.
    Candidates come in the order of the rules."""

    enterprise_id: EnterpriseId
    wish: str | None
    priority: str | None
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownList:
    """Candidates in the order of the rules; `places` is where each was shown, `worth` what became
    of each."""

    priority: str | None
    candidates: tuple[Candidate, ...]
    places: tuple[int, ...]
    worth: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of lists that came after those that taught. Gains are of nDCG among the first three, with the
    95 % interval of a bootstrap over lists."""

    taught: int
    judged: int
    rules_ndcg: float
    learned_ndcg: float
    gain_low: float
    gain_high: float
    rules_top3: float
    learned_top3: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    id: RankingId
    number: int
    made_at: datetime
    figures: Figures


class StopCode(StrEnum):
    PERSON = "person"
    REPLACED = "replaced"
    REFUSALS = "refusals"
    APPLICATIONS = "applications"
    EXPOSURE = "exposure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What a second person agrees to: this order, for so large a share of the companies."""

    number: int
    share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    id: ExperimentId
    number: int
    share: Decimal
    started_at: datetime
    stopped_at: datetime | None
    stop_code: StopCode | None
    stop_reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmFigures:
    """`gini`: how unevenly products stood among the first three, 0 evenly."""

    arm: Arm
    companies: int
    lists: int
    opened: int
    applied: int
    approved: int
    refused: int
    funded: int
    gini: float

    @property
    def decided(self) -> int:
        return self.approved + self.refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Guards:
    """When an experiment ends by itself. All of policy."""

    least_decided: int
    least_lists: int
    refusal_margin: float
    application_margin: float
    exposure_margin: float
