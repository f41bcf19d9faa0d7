"""What fraud tells."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentExamined(Event):
    """Subject: the examination. The file was not kept: `sha256` says which it was."""

    name = "fraud.document_examined.v1"
    sha256: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionNoted(Event):
    """Subject: the suspicion. The company is not told; `code` says what was found."""

    name = "fraud.suspicion_noted.v1"
    enterprise_id: UUID
    application_id: UUID | None
    source: str
    code: str
    weight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionCleared(Event):
    """Subject: the suspicion. A person has looked into it."""

    name = "fraud.suspicion_cleared.v1"
    enterprise_id: UUID
    application_id: UUID | None
    code: str
