"""What was found, as seen from outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import ApplicationId, EnterpriseId, OrganisationId, UserId
from rongqu.kernel.money import Money

CURRENCY = "CNY"
"""Of VAT invoices, by law."""


CLEAR = "fraud.clear_suspicion"
"""The stored command; `handlers.py` says what it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearing:
    """What a lender asks for: that this counts no more."""

    suspicion_id: UUID
    code: str
    application_id: ApplicationId | None


class Weight(StrEnum):
    """How much a finding says by itself."""

    STRONG = "strong"
    WEAK = "weak"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectLine:
    """An invoice as it was when it was looked at."""

    direction: str
    number: str
    code: str
    issued_on: date
    net: Money
    tax: Money
    partner_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedPaper:
    """A line that no import took in: its place in the file, and what it said."""

    line: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """`found` of `seen` lines break a rule; the first of them are kept."""

    found: int
    seen: int
    shown: tuple[SuspectLine | RefusedPaper, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` has words in `fraud.json`; `where` is a place in the file, a number, a code; of lines,
    which import or which paper."""

    code: str
    weight: Weight
    where: str = ""
    lines: Lines | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """Of one file. `sha256` says which."""

    sha256: str
    kind: str
    findings: tuple[Finding, ...] = field(default=())


class Source(StrEnum):
    """Where a suspicion comes from."""

    DOCUMENT = "document"
    INVOICES = "invoices"
    APPLICATION = "application"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom something is about; without an application it is about the company as such."""

    enterprise_id: EnterpriseId
    application_id: ApplicationId | None = None
    institution_id: OrganisationId | None = None
    """Whose application it is: that lender is shown what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """A finding that is kept: it refers to a person and never refuses."""

    id: UUID
    subject: Subject
    source: Source
    finding: Finding
    seen_at: datetime
    cleared_at: datetime | None
    cleared_by: UserId | None
    clearing: str | None
