"""What happens to applications for financing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money
from rongqu.kernel.schedule import PLAIN, Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationStarted(Event):
    name = "origination.application_started.v1"
    enterprise_id: UUID
    product_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationEdited(Event):
    """The draft was saved; `version` is the one that the next change has to name."""

    name = "origination.application_edited.v1"
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationSubmitted(Event):
    name = "origination.application_submitted.v1"
    enterprise_id: UUID
    product_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationMoved(Event):
    """Every change of stage. `amount` is what was asked until it is what was approved."""

    name = "origination.application_moved.v1"
    enterprise_id: UUID
    institution_id: UUID
    product_kind: str
    region: str
    industry: str
    amount: Money | None
    from_stage: str
    to_stage: str
    reason_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationApproved(Event):
    """With all terms: the contract is drafted from this alone."""

    name = "origination.application_approved.v1"
    enterprise_id: UUID
    institution_id: UUID
    contract_id: UUID
    product_id: UUID
    product_kind: str
    product_name: str
    amount: Money
    yearly_rate: str
    day_count: str
    term_months: int
    method: str
    fee: Money
    structure: Structure = PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationTaken(Event):
    """A person of the institution took it, or it was given to one."""

    name = "origination.application_taken.v1"
    assignee_id: UUID
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationLate(Event):
    """Its deadline passed on the institution's side. Told once for each deadline."""

    name = "origination.application_late.v1"
    enterprise_id: UUID
    institution_id: UUID
    stage: str
    deadline_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAttached(Event):
    name = "origination.document_attached.v1"
    document_id: UUID
    kind: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRemoved(Event):
    name = "origination.document_removed.v1"
    document_id: UUID
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRead(Event):
    """Somebody other than the applicant opened a document."""

    name = "origination.document_read.v1"
    document_id: UUID
    reader_organisation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutHeld(Event):
    """The signed contract is not paid out yet: no funds, or the bank refused (`detail`)."""

    name = "origination.payout_held.v1"
    enterprise_id: UUID
    institution_id: UUID
    contract_id: UUID
    reason: str
    detail: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutOrdered(Event):
    name = "origination.payout_ordered.v1"
    contract_id: UUID
    order_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutAsked(Event):
    """The payout goes on as soon as the platform has set the lessee's deposit aside."""

    name = "origination.payout_asked.v1"
    contract_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OutstandingNoted(Event):
    """What the enterprise still owes on it; counts against its limit."""

    name = "origination.outstanding_noted.v1"
    outstanding: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedentMet(Event):
    """A condition of the payout is met."""

    name = "origination.precedent_met.v1"
    precedent_id: UUID
    document_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverAsked(Event):
    """Somebody wants to pay out without one of the conditions."""

    name = "origination.waiver_asked.v1"
    precedent_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedentWaived(Event):
    """A second person agreed to pay out without it."""

    name = "origination.precedent_waived.v1"
    precedent_id: UUID
    asked_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeWaived(Event):
    """At the payout so much less of the fee is taken, as far as the fee reaches."""

    name = "origination.fee_waived.v1"
    waived: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRestored(Event):
    """The whole fee is taken after all."""

    name = "origination.fee_restored.v1"
