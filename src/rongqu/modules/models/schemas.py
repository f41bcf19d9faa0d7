"""Bodies of the API of models."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.modules.compliance.public import Approval
from rongqu.modules.models.making.reference import ACT, SCORE
from rongqu.modules.models.making.reference import WATCH as WATCHED
from rongqu.modules.models.types import (
    Adoption,
    Appointment,
    GroupFigures,
    Moved,
    Post,
    Run,
    RunStatus,
    Shadow,
    Version,
    Watch,
)

MOST_ARTEFACT = 30_000_000
SHOWN_INFORMATION = 30


class ArtefactBody(BaseModel):
    """The text of a signed model file, `*.rongqu.json`."""

    artefact: str = Field(min_length=2, max_length=MOST_ARTEFACT)


class AppointmentBody(BaseModel):
    number: int = Field(ge=0, le=1_000_000)
    post: Post
    reason: str = Field(min_length=5, max_length=500)

    def to_appointment(self) -> Appointment:
        return Appointment(number=self.number, post=self.post)


class AdoptionBody(BaseModel):
    """A signed model file, and what it shall be once a second person has agreed."""

    artefact: str = Field(min_length=2, max_length=MOST_ARTEFACT)
    post: Post
    reason: str = Field(min_length=5, max_length=500)

    def to_adoption(self) -> Adoption:
        return Adoption(post=self.post, reason=self.reason.strip())


class ModelRunBody(BaseModel):
    """`brought` of the `cases` come from tables that were brought. `champion_figures` are of the
    champion on the same cases. `why` is the code of a refusal."""

    id: UUID
    status: RunStatus
    started_at: datetime
    ended_at: datetime | None
    cases: int | None
    bad: int | None
    brought: int | None
    number: int | None
    figures: ModelFiguresBody | None
    champion_figures: ModelFiguresBody | None
    has_report: bool
    why: str | None

    @classmethod
    def of(cls, run: Run) -> Self:
        return cls.model_validate(asdict(run))


class ReturnBody(BaseModel):
    reason: str = Field(min_length=5, max_length=500)


class AskedBody(BaseModel):
    approval_id: UUID

    @classmethod
    def of(cls, approval: Approval) -> Self:
        return cls(approval_id=approval.id)


class AdoptedBody(BaseModel):
    number: int
    approval_id: UUID


class ModelFiguresBody(BaseModel):
    """Out of sample: none of them comes from cases that the model had seen."""

    rows: int
    bad: int
    base_rate: float
    auc: float
    auc_low: float
    auc_high: float
    ks: float
    brier: float | None = None
    calibration_error: float | None = None


class InformationBody(BaseModel):
    feature: str
    value: float


class ModelVersionBody(BaseModel):
    """`figures` None: nothing is known of how good it is."""

    number: int
    name: str
    kind: str
    digest: str
    features: list[str]
    figures: ModelFiguresBody | None
    information: list[InformationBody]
    trained_at: str | None
    table: str | None
    left_out: list[list[str]]
    registered_at: datetime | None
    post: Post | None
    since: datetime | None

    @classmethod
    def of(cls, version: Version) -> Self:
        facts: dict[str, Any] = dict(version.facts)
        information: dict[str, float] = facts.get("information", {})
        strongest = sorted(information.items(), key=lambda pair: -pair[1])[:SHOWN_INFORMATION]
        return cls(
            number=version.number,
            name=version.name,
            kind=version.kind,
            digest=version.digest,
            features=list(version.features),
            figures=ModelFiguresBody(**facts["measures"]) if "measures" in facts else None,
            information=[InformationBody(feature=name, value=it) for name, it in strongest],
            trained_at=facts.get("trained_at"),
            table=facts.get("table"),
            left_out=[[str(it) for it in one] for one in facts.get("left_out", [])],
            registered_at=version.registered_at,
            post=version.post,
            since=version.since,
        )


class DriftBody(BaseModel):
    """Population stability index; `verdict` steady, watch or act."""

    name: str
    is_score: bool
    index: float
    verdict: str

    @classmethod
    def of(cls, moved: Moved) -> Self:
        verdict = "steady" if moved.index < WATCHED else "watch" if moved.index < ACT else "act"
        return cls(
            name=moved.name, is_score=moved.name == SCORE, index=moved.index, verdict=verdict
        )


class GroupBody(BaseModel):
    by: str
    name: str
    cases: int
    mean_score: float
    low: float
    ratio: float | None

    @classmethod
    def of(cls, group: GroupFigures) -> Self:
        return cls(
            by=group.by,
            name=group.name,
            cases=group.cases,
            mean_score=group.mean_score,
            low=group.low,
            ratio=group.ratio,
        )


class ShadowBody(BaseModel):
    number: int
    cases: int
    mean_gap: float
    correlation: float | None
    flipped: float

    @classmethod
    def of(cls, shadow: Shadow) -> Self:
        return cls(
            number=shadow.number,
            cases=shadow.cases,
            mean_gap=shadow.mean_gap,
            correlation=shadow.correlation,
            flipped=shadow.flipped,
        )


class WatchBody(BaseModel):
    """The champion on its latest cases. Drift and bias are asked about, never proved, by them."""

    number: int
    cases: int
    moved: list[DriftBody]
    groups: list[GroupBody]
    shadows: list[ShadowBody]

    @classmethod
    def of(cls, watch: Watch) -> Self:
        return cls(
            number=watch.number,
            cases=watch.cases,
            moved=[DriftBody.of(one) for one in watch.moved],
            groups=[GroupBody.of(one) for one in watch.groups],
            shadows=[ShadowBody.of(one) for one in watch.shadows],
        )
