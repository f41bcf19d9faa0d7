"""Versions of models, who stands where, and what they have said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from rongqu.kernel.ids import UserId
from rongqu.modules.models.serving.model import Model

APPOINT = "models.appoint"
"""The stored command."""

STANDARD = 0
"""The model that comes with the platform; registered ones are numbered from 1."""


class Post(StrEnum):
    CHAMPION = "champion"
    """Its score decides."""
    CHALLENGER = "challenger"
    """It answers every case in the shadow, and nothing follows from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """`facts` are what is known of it, as the model card shows them. Number 0 has no `registered`:
    it is part of the platform."""

    id: UUID
    number: int
    name: str
    kind: str
    digest: str
    facts: Mapping[str, Any]
    features: tuple[str, ...]
    registered_by: UserId | None
    registered_at: datetime | None
    post: Post | None
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """The content of the stored command."""

    number: int
    post: Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What is asked for along with a new file."""

    post: Post
    reason: str


@dataclass(frozen=True, slots=True)
class Served:
    """A version that answers."""

    number: int
    model: Model


@dataclass(frozen=True, slots=True)
class Panel:
    champion: Served
    challengers: tuple[Served, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What was asked: by whom it is about, the values that the models saw, and the groups that it
    belongs to (region, size, industry, age), to look for bias."""

    id: UUID
    subject_id: UUID
    values: Mapping[str, float]
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`chance` is of default."""

    number: int
    post: Post
    score: int
    chance: float


class RunStatus(StrEnum):
    """How training anew has ended."""

    RUNNING = "running"
    ASKED = "asked"
    """The challenger is registered, and a second person has been asked."""
    TOO_FEW = "too_few"
    """Cases, or bad ones: nothing can be learned yet."""
    REFUSED = "refused"
    """A table that was brought is not one to learn from; `why` is the code of the refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A case whose outcome is known."""

    values: Mapping[str, float]
    is_bad: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """`brought`: cases from tables that somebody has put there, of all `cases`."""

    status: RunStatus
    cases: int = 0
    bad: int = 0
    brought: int = 0
    artefact: str | None = None
    reason: str = ""
    figures: Mapping[str, Any] | None = None
    champion_figures: Mapping[str, Any] | None = None
    reports: Mapping[str, str] | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Training anew, once. `number` is of the challenger that came out."""

    id: UUID
    status: RunStatus
    started_at: datetime
    ended_at: datetime | None
    cases: int | None
    bad: int | None
    brought: int | None
    number: int | None
    figures: Mapping[str, Any] | None
    champion_figures: Mapping[str, Any] | None
    has_report: bool
    why: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How far a feature, or the score, has moved since training."""

    name: str
    index: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigures:
    """`low`: share of the group below the line of manual review; `ratio` of that share to the
    share among all."""

    by: str
    name: str
    cases: int
    mean_score: float
    low: float
    ratio: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadow:
    """A challenger beside the champion on the same cases. `flipped`: share that lies on the other
    side of the line of manual review."""

    number: int
    cases: int
    mean_gap: float
    correlation: float | None
    flipped: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """The champion on its latest cases."""

    number: int
    cases: int
    moved: tuple[Moved, ...]
    groups: tuple[GroupFigures, ...]
    shadows: tuple[Shadow, ...]
