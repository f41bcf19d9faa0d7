"""A template's text: Chinese that binds, with an English companion to every sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.ids import OrganisationId, UserId

TemplateVersionId = NewType("TemplateVersionId", UUID)


class Language(StrEnum):
    ZH = "zh"
    """The one that binds."""
    EN = "en"
    """For reading only."""


class TemplateKind(StrEnum):
    LOAN = "loan"
    PLEDGE = "pledge"
    GUARANTEE = "guarantee"
    LEASE = "lease"
    FACTORING = "factoring"
    ORDER_FINANCE = "order_finance"
    SUBSCRIPTION = "subscription"
    EQUITY = "equity"
    TRANSFER = "transfer"
    SERVICE = "service"
    CONSENT = "consent"


class VersionStatus(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Words:
    zh: str
    en: str

    def in_(self, language: Language) -> str:
        return self.zh if language is Language.ZH else self.en


@dataclass(frozen=True, slots=True)
class PartyRole:
    """`variable` names the party; `role` is what the text calls it: 甲方（借款人）."""

    variable: str
    role: Words


@dataclass(frozen=True, slots=True)
class TermRow:
    """A line of the table of key terms."""

    label: Words
    value: Words


@dataclass(frozen=True, slots=True)
class Article:
    """Numbered by where it stands, as its clauses are. `table` is a variable."""

    heading: Words
    rows: tuple[TermRow, ...] = ()
    clauses: tuple[Words, ...] = ()
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    heading: Words
    note: Words
    table: str


@dataclass(frozen=True, slots=True)
class TemplateText:
    title: Words
    preamble: Words
    parties: tuple[PartyRole, ...]
    articles: tuple[Article, ...]
    annexes: tuple[Annex, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """`owner_id`: the law firm or institution whose people may edit it, besides the platform's."""

    key: str
    kind: TemplateKind
    jurisdiction: str
    owner_id: OrganisationId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateVersion:
    """In force from `valid_from` on, once approved, until a later one is; or `valid_until`."""

    id: TemplateVersionId
    template: Template
    number: int
    status: VersionStatus
    text: TemplateText
    sha256: str
    variables: tuple[str, ...]
    note: str
    valid_from: date
    valid_until: date | None
    author_id: UserId
    changed_at: datetime
    approver_id: UserId | None
    approved_at: datetime | None

    @property
    def name(self) -> str:
        """Goes on record with every document made from it."""
        return f"{self.template.key}/{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What is asked for: this version, with exactly this text."""

    version_id: TemplateVersionId
    sha256: str
