"""Facts about consents, and about what people ask for of their own data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rongqu.kernel.changes import ChangeEvent
from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(ChangeEvent):
    """Subject: the person or organisation that has agreed to that version of the text."""

    name = "privacy.consent_given.v1"
    purpose: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn(ChangeEvent):
    """Subject: the person or organisation. What depends on the purpose is refused from now on."""

    name = "privacy.consent_withdrawn.v1"
    purpose: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPublished(Event):
    """Subject: the platform, whose text holds from `valid_from` on."""

    name = "privacy.text_published.v1"
    purpose: str
    version: int
    valid_from: date
    asks_again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportAsked(Event):
    """Subject: the person who wants all that is kept of them."""

    name = "privacy.export_asked.v1"
    export_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportMade(Event):
    """Subject: the person, whose file is ready until it expires."""

    name = "privacy.export_made.v1"
    export_id: UUID
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTaken(Event):
    """Subject: the person, who has taken the file away."""

    name = "privacy.export_taken.v1"
    export_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportExpired(Event):
    """Subject: the person, whose file is gone."""

    name = "privacy.export_expired.v1"
    export_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureAsked(ChangeEvent):
    """Subject: the person, whose account is closed."""

    name = "privacy.erasure_asked.v1"
    erasure_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DataErased(Event):
    """Subject: the person. `holding` names what was let go of."""

    name = "privacy.data_erased.v1"
    erasure_id: UUID
    holding: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureCarriedOut(Event):
    """Subject: the person. `kept` names what the law makes us keep, `kept_until` its last day."""

    name = "privacy.erasure_carried_out.v1"
    erasure_id: UUID
    kept: tuple[str, ...]
    kept_until: date | None
