"""What consents, exports and erasures are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import OrganisationId, UserId


class UseOfData(StrEnum):
    """What personal data is used for; `purposes.toml` says on which basis."""

    ACCOUNT = "account"
    FINANCING = "financing"
    CREDIT_ASSESSMENT = "credit_assessment"
    MARKETING = "marketing"
    MONEY_LAUNDERING = "money_laundering"
    SECURITY = "security"


class Basis(StrEnum):
    """Why it may be used (PIPL, article 13)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LAW = "law"


class Scope(StrEnum):
    """Who agrees: each person for themself, or somebody for the organisation."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeFacts:
    purpose: UseOfData
    basis: Basis
    scope: Scope
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A title and a text, in one language."""

    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What people are shown before they agree. `asks_again`: earlier consents end with it."""

    purpose: UseOfData
    version: int
    valid_from: date
    asks_again: bool
    zh: Words
    en: Words
    author_id: UserId
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWish:
    purpose: UseOfData
    version: int


class ConsentEnd(StrEnum):
    WITHDRAWN = "withdrawn"
    RENEWED = "renewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """`subject_id` is a person or an organisation, as the purpose's scope says."""

    id: UUID
    subject_id: UUID
    purpose: UseOfData
    version: int
    given_by: UserId
    given_at: datetime
    ended_at: datetime | None
    end: ConsentEnd | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A purpose as its subject sees it: the text in force, and what was agreed to last."""

    facts: PurposeFacts
    text: Text
    last: Consent | None
    is_given: bool


class ExportState(StrEnum):
    ASKED = "asked"
    READY = "ready"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    id: UUID
    person_id: UserId
    organisation_id: OrganisationId
    state: ExportState
    asked_at: datetime
    ready_at: datetime | None
    expires_at: datetime | None
    size: int | None
    sha256: str | None


class Fate(StrEnum):
    """What becomes of something that is held of a person who wants to be erased."""

    NOTHING_HELD = "nothing_held"
    ERASED = "erased"
    NAMELESS = "nameless"
    """Only ids are held, and they name nobody any more."""
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """On one holding. `keep`: the policy that asks to keep it until `keep_until`."""

    holding: str
    fate: Fate
    rows: int
    keep: str | None = None
    keep_until: date | None = None


class ErasureState(StrEnum):
    """`partly`: what the law keeps is still there, and nothing else."""

    ASKED = "asked"
    PARTLY = "partly"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    id: UUID
    person_id: UserId
    organisation_id: OrganisationId
    state: ErasureState
    asked_at: datetime
    verdicts: tuple[Verdict, ...] = ()
