"""What collections tell the world. The subject is the loan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    """A late loan is being collected."""

    name = "collections.case_opened.v1"
    case_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    bucket: str
    overdue: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(Event):
    """Nothing is late any more, or the loan has left the books."""

    name = "collections.case_closed.v1"
    case_id: UUID
    enterprise_id: UUID
    institution_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAssigned(Event):
    name = "collections.case_assigned.v1"
    case_id: UUID
    assigned_to: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecorded(Event):
    """Somebody contacted the borrower; what was said stays with the case."""

    name = "collections.contact_recorded.v1"
    case_id: UUID
    contact_id: UUID
    channel: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMade(Event):
    """The borrower promised to pay until a day."""

    name = "collections.promise_made.v1"
    case_id: UUID
    promise_id: UUID
    amount: Money
    promised_for: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDecided(Event):
    """A promise was kept, broken, or is needed no more; `paid` came in until then."""

    name = "collections.promise_decided.v1"
    case_id: UUID
    promise_id: UUID
    state: str
    amount: Money
    paid: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalOpened(Event):
    """A way of the library was taken to get a loan's money back; `claim` is what is owed."""

    name = "collections.disposal_opened.v1"
    disposal_id: UUID
    kind: str
    claim: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalStepDone(Event):
    name = "collections.disposal_step_done.v1"
    disposal_id: UUID
    kind: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalEnded(Event):
    """All its steps are done, or it was given up."""

    name = "collections.disposal_ended.v1"
    disposal_id: UUID
    kind: str
    state: str
