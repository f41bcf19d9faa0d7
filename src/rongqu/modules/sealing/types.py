"""A sealing 批量用印: one person agrees at once to many documents, for the company's seal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.ids import OrganisationId, UserId

SealingId = NewType("SealingId", UUID)


class SealingStatus(StrEnum):
    OPEN = "open"
    """The list stands; nobody has agreed to it yet."""
    SEALING = "sealing"
    WITHDRAWN = "withdrawn"
    """Before anybody had agreed to it."""
    EXPIRED = "expired"
    """Nobody agreed to it in time."""
    ENDED = "ended"
    """Each document is sealed, or stands there with the reason why not."""


class LineStatus(StrEnum):
    PENDING = "pending"
    SEALED = "sealed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A document of the list, with the hash that it has there. `signer`: whose seal, by its number
    in the envelope."""

    sealing_id: SealingId
    place: int
    envelope_id: UUID
    signer: int
    sha256: str
    status: LineStatus
    reason: str | None
    """The code of the refusal, where it failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """`sha256` is of the list of documents with their hashes: what is agreed to."""

    id: SealingId
    organisation_id: OrganisationId
    status: SealingStatus
    sha256: str
    documents: int
    sealed: int
    failed: int
    made_by: UserId
    made_at: datetime
    agreed_by: UserId | None
    method: str | None
    """How they proved to be who they are; contracts knows which there are."""
    agreed_at: datetime | None
    ended_at: datetime | None

    @property
    def left(self) -> int:
        """Documents that nothing has become of yet."""
        return self.documents - self.sealed - self.failed
