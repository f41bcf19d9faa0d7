"""What was found, as seen from outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import ApplicationId, EnterpriseId, OrganisationId, UserId


class Weight(StrEnum):
    """How much a finding says by itself."""

    STRONG = "strong"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` has words in `fraud.json`; `where` is a place in the file, a number, a code."""

    code: str
    weight: Weight
    where: str = ""


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
