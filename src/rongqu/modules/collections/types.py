"""What there is to say about a case, its contacts and promises, and a disposal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import EnterpriseId, LoanId, OrganisationId, UserId
from rongqu.kernel.money import Money


class Bucket(StrEnum):
    """How late the oldest unpaid instalment is, as servicing sorts loans."""

    CURRENT = "current"
    D1_30 = "d1_30"
    D31_60 = "d31_60"
    D61_90 = "d61_90"
    D90_PLUS = "d90_plus"


class CaseState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Channel(StrEnum):
    """All but letters disturb, so they are limited by hour and frequency."""

    CALL = "call"
    MESSAGE = "message"
    VISIT = "visit"
    LETTER = "letter"

    @property
    def is_limited(self) -> bool:
        return self is not Channel.LETTER


class Result(StrEnum):
    """How a contact went."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    PROMISED = "promised"
    DISPUTED = "disputed"
    REFUSED = "refused"
    DELIVERED = "delivered"


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    LAPSED = "lapsed"
    """Nothing is late any more, by other means than what was promised."""


class DisposalKind(StrEnum):
    """The library 处置库."""

    EXTENSION = "extension"
    RESTRUCTURING = "restructuring"
    COLLATERAL = "collateral"
    LITIGATION = "litigation"
    WRITE_OFF = "write_off"


class DisposalState(StrEnum):
    OPEN = "open"
    DONE = "done"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`overdue` is what should have been paid by now: bucket, days and amounts are brought up to
    date by each day's end and each repayment."""

    id: UUID
    loan_id: LoanId
    enterprise_id: EnterpriseId
    institution_id: OrganisationId
    borrower_name: str
    bucket: Bucket
    days_past_due: int
    overdue: Money
    outstanding: Money
    state: CaseState
    opened_on: date
    closed_on: date | None
    assigned_to: UserId | None
    last_contact_at: datetime | None
    promised_for: date | None
    broken_promises: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """`at` is when it was: now, unless it is written down later."""

    id: UUID
    case_id: UUID
    channel: Channel
    result: Result
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    id: UUID
    channel: Channel
    result: Result
    note: str
    at: datetime
    by: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPromise:
    id: UUID
    case_id: UUID
    amount: Money
    promised_for: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseToPay:
    """`paid` is what came in until the day it was promised for."""

    id: UUID
    amount: Money
    promised_for: date
    state: PromiseState
    made_at: datetime
    made_by: UserId
    decided_on: date | None
    paid: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLimits:
    """`from_hour` to `until_hour` in Shanghai, the last one not included."""

    from_hour: int
    until_hour: int
    a_day: int
    a_week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """`claim` is what was owed when it began, `recovered` what has come in since."""

    id: UUID
    loan_id: LoanId
    borrower_name: str
    kind: DisposalKind
    state: DisposalState
    opened_on: date
    closed_on: date | None
    claim: Money
    recovered: Money
    steps: tuple[DisposalStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalStep:
    """One guided step; done when its document is named."""

    number: int
    code: str
    document: str | None
    note: str | None
    done_at: datetime | None
    done_by: UserId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    disposal_id: UUID
    number: int
    document: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """Of one kind of disposal: what was claimed and what came in."""

    kind: DisposalKind
    disposals: int
    claim: Money
    recovered: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of the whole desk. `promises_kept` of `promises_decided`, and `recovered` of `claim`: each
    loan in disposal counts once, from its first disposal on. `goal`: of the claim, by policy."""

    open_cases: int
    overdue: Money
    promises_decided: int
    promises_kept: int
    loans_in_disposal: int
    claim: Money
    recovered: Money
    goal: Decimal

    @property
    def is_below_goal(self) -> bool:
        return self.recovered.minor < self.claim.minor * self.goal
