"""What happens to business plans. Subject: the plan."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReceived(Event):
    name = "pitches.plan_received.v1"
    enterprise_id: UUID
    file_type: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRead(Event):
    """`status`: read, scanned or unreadable. `flags` counts contradictions, `remarks` what the
    rules for texts have found."""

    name = "pitches.plan_read.v1"
    enterprise_id: UUID
    status: str
    flags: int
    remarks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCompared(Event):
    """Anew with what the company has declared since."""

    name = "pitches.plan_compared.v1"
    enterprise_id: UUID
    flags: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanShown(Event):
    """Institutions and investors may read it from now on."""

    name = "pitches.plan_shown.v1"
    enterprise_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHidden(Event):
    name = "pitches.plan_hidden.v1"
    enterprise_id: UUID
