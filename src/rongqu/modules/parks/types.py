"""A batch 园区批量: companies that a park puts forward for one product of a lender."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.ids import (
    ApplicationId,
    EnterpriseId,
    OrganisationId,
    ProductId,
    UserId,
)
from rongqu.kernel.money import Money
from rongqu.kernel.pii import MobileNumber
from rongqu.kernel.uscc import Uscc

ParkBatchId = NewType("ParkBatchId", UUID)
LineId = NewType("LineId", UUID)


class BatchStatus(StrEnum):
    CHECKING = "checking"
    READY = "ready"
    APPROVED = "approved"
    REFUSED = "refused"


class LineStatus(StrEnum):
    """README.md draws the life cycle."""

    WAITING = "waiting"
    REFUSED = "refused"
    """The line itself is wrong: see its fault."""
    FAILED = "failed"
    """It could not be checked: see its fault, and check again."""
    INVITED = "invited"
    """Nobody of that credit code is registered yet."""
    FITS = "fits"
    UNCLEAR = "unclear"
    """Nothing speaks against it, but not everything is known."""
    MISSES = "misses"
    """A hard condition of the product is not met."""
    EXCEPTED = "excepted"
    APPROVED = "approved"


APPROVABLE = (LineStatus.FITS, LineStatus.UNCLEAR, LineStatus.INVITED)


class LineFault(StrEnum):
    """Why a line was refused; the words are in the locales."""

    NAME_MISSING = "name_missing"
    USCC_INVALID = "uscc_invalid"
    MOBILE_INVALID = "mobile_invalid"
    AMOUNT_UNREADABLE = "amount_unreadable"
    AMOUNT_OUTSIDE = "amount_outside"
    TERM_UNREADABLE = "term_unreadable"
    TERM_OUTSIDE = "term_outside"
    TWICE_IN_FILE = "twice_in_file"
    NAME_DIFFERS = "name_differs"
    IN_OTHER_BATCH = "in_other_batch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What the product lends, by which lines are judged."""

    min_amount: Money
    max_amount: Money
    min_term_months: int
    max_term_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A company as the park's file names it."""

    uscc: Uscc
    mobile: MobileNumber
    amount: Money
    term_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """`number` counts as a spreadsheet does, from 1 with the headings. `wanted` or `fault`."""

    number: int
    name: str
    code: str
    """The credit code as it stands there."""
    wanted: Wanted | None
    fault: LineFault | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkFile:
    name: str
    lines: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A condition of the product; `actual` None: nobody knows. In the unit of the fact."""

    fact: str
    op: str
    needed: str
    actual: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found of a line."""

    status: LineStatus
    enterprise_id: EnterpriseId | None = None
    fault: str | None = None
    score: int | None = None
    grade: str | None = None
    missed: tuple[Missed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    id: LineId
    batch_id: ParkBatchId
    number: int
    park_id: OrganisationId
    institution_id: OrganisationId
    product_id: ProductId
    enterprise_id: EnterpriseId | None
    name: str
    uscc: str
    amount: Money | None
    term_months: int | None
    status: LineStatus
    fault: str | None
    """Of a refused line a LineFault, of a failed one the code of the refusal."""
    note: str | None
    """Why the lender took it out."""
    score: int | None
    grade: str | None
    missed: tuple[Missed, ...]
    application_id: ApplicationId | None
    application_stage: str | None
    invited_at: datetime | None
    invitation_refused: str | None
    valid_until: date | None
    """Until when an approved company may apply by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    id: ParkBatchId
    park_id: OrganisationId
    institution_id: OrganisationId
    product_id: ProductId
    product_version: int
    product_name: str
    product_name_en: str
    file_name: str
    lines: int
    status: BatchStatus
    put_forward_by: UserId
    put_forward_at: datetime
    decided_by: UserId | None
    decided_at: datetime | None
    note: str | None
    valid_until: date | None

    @property
    def parties(self) -> tuple[UUID, ...]:
        return (self.park_id, self.institution_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchFigures:
    """How many lines are in which state, and what those that are or could be approved ask for."""

    counts: dict[LineStatus, int]
    amount: Money
    applied: int
