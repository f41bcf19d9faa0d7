"""Lists of names and what was found on them, as seen from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import HitId, ListVersionId, UserId
from rongqu.kernel.pii import PersonName
from rongqu.modules.compliance.screening.compare import Comparison
from rongqu.modules.compliance.screening.lists import ListedName
from rongqu.modules.compliance.screening.normal import Kind

CLEAR_HIT = "compliance.clear_hit"
"""The stored command that clears a hit."""


class HitStatus(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    """It is the one on the list."""
    CLEARED = "cleared"
    """It is somebody else of a like name: two people say so."""
    LAPSED = "lapsed"
    """Nobody decided; the entry is no longer on the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewList:
    """The command. `source` says whose list it is: a newer one of the same takes its place."""

    id: ListVersionId
    source: str
    sha256: str
    names: tuple[ListedName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListVersion:
    id: ListVersionId
    source: str
    sha256: str
    entries: int
    names: int
    loaded_by: UserId
    loaded_at: datetime
    superseded_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom a name belongs to. `kind`: enterprise, institution, investor or person."""

    id: UUID
    kind: str
    name: PersonName
    is_person: bool

    @property
    def compared_as(self) -> Kind:
        return Kind.PERSON if self.is_person else Kind.COMPANY


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    source: str
    listed: ListedName
    version_id: ListVersionId
    comparison: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A party whose name is like one on a list; somebody decides whether it is the same."""

    id: HitId
    about: UUID
    about_kind: str
    source: str
    entry: str
    listed_name: str
    program: str
    detail: str
    is_person: bool
    score_permille: int
    status: HitStatus
    opened_at: datetime
    decided_by: UserId | None
    decided_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearing:
    """The content of the stored command."""

    hit_id: UUID
