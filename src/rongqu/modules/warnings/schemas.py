"""Bodies of the warnings API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import PersonNameField
from rongqu.kernel.ids import UserId
from rongqu.kernel.pii import PersonName
from rongqu.modules.warnings.types import (
    Measured,
    Seen,
    Sign,
    Step,
    StepDone,
    WarningCase,
    WarningLevel,
    WarningState,
)

NameOf = Mapping[UserId, PersonName]


class StepNoteBody(BaseModel):
    step: Step
    note: str = Field(min_length=5, max_length=1000)


class ClosingBody(BaseModel):
    reason: str = Field(min_length=5, max_length=1000)


class WarningBody(BaseModel):
    id: UUID
    enterprise_id: UUID
    enterprise_name: str | None
    level: WarningLevel
    state: WarningState
    owner_name: PersonNameField | None
    opened_at: datetime
    next_step: Step | None
    due_at: datetime | None
    escalated_at: datetime | None
    closed_at: datetime | None
    closing_reason: str | None

    @classmethod
    def of(cls, case: WarningCase, company: str | None, names: NameOf) -> Self:
        return cls(
            id=case.id,
            enterprise_id=case.enterprise_id,
            enterprise_name=company,
            level=case.level,
            state=case.state,
            owner_name=names.get(case.owner) if case.owner else None,
            opened_at=case.opened_at,
            next_step=case.next_step,
            due_at=case.due_at,
            escalated_at=case.escalated_at,
            closed_at=case.closed_at,
            closing_reason=case.closing_reason,
        )


class SignalBody(BaseModel):
    """`size`: days late, or the share that was lost."""

    id: UUID
    sign: Sign
    size: str
    level: WarningLevel | None
    seen_at: datetime

    @classmethod
    def of(cls, seen: Seen) -> Self:
        return cls(
            id=seen.event_id,
            sign=seen.sign,
            size=f"{seen.size.normalize():f}",
            level=seen.level,
            seen_at=seen.seen_at,
        )


class StepDoneBody(BaseModel):
    step: Step
    note: str
    done_by_name: PersonNameField | None
    done_at: datetime
    due_at: datetime

    @classmethod
    def of(cls, done: StepDone, names: NameOf) -> Self:
        return cls(
            step=done.step,
            note=done.note,
            done_by_name=names.get(done.done_by),
            done_at=done.done_at,
            due_at=done.due_at,
        )


class WarningFileBody(BaseModel):
    warning: WarningBody
    signals: list[SignalBody]
    steps: list[StepDoneBody]


class LevelCountBody(BaseModel):
    level: WarningLevel
    open: int
    late: int


class WarningFiguresBody(BaseModel):
    """`right` of `judged` cases came before trouble; `warned` of `troubled` had one before."""

    levels: list[LevelCountBody]
    judged: int
    right: int
    troubled: int
    warned: int
    median_lead_days: int | None
    since: date | None

    @classmethod
    def of(cls, levels: Mapping[WarningLevel, tuple[int, int]], measured: Measured) -> Self:
        return cls(
            levels=[
                LevelCountBody(level=level, open=count, late=late)
                for level, (count, late) in levels.items()
            ],
            judged=measured.judged,
            right=measured.right,
            troubled=measured.troubled,
            warned=measured.warned,
            median_lead_days=measured.median_lead_days,
            since=measured.since,
        )
