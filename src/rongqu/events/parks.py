"""What parks tell the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPutForward(Event):
    """By a park to a lender. `refused`: lines of the file that are wrong in themselves."""

    name = "parks.batch_put_forward.v1"
    park_id: UUID
    institution_id: UUID
    product_id: UUID
    lines: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchChecking(Event):
    """Some of its lines wait to be checked again."""

    name = "parks.batch_checking.v1"
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchChecked(Event):
    """Every line has been looked at; the lender decides now."""

    name = "parks.batch_checked.v1"
    institution_id: UUID
    fits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyInvited(Event):
    """The subject is the line: nobody of its credit code is registered. Its contact stays there."""

    name = "parks.company_invited.v1"
    park_id: UUID
    institution_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationSent(Event):
    """Or not, with the gateway's reason. The number is forgotten either way."""

    name = "parks.invitation_sent.v1"
    reason_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTakenOut(Event):
    """The subject is the batch; `is_out` False: put back."""

    name = "parks.line_taken_out.v1"
    line_id: UUID
    is_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchDecided(Event):
    """`amount`: what the approved companies may apply for together."""

    name = "parks.batch_decided.v1"
    park_id: UUID
    is_approved: bool
    approved: int
    amount: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyApproved(Event):
    """The subject is the line: this company may apply by it until that day."""

    name = "parks.company_approved.v1"
    enterprise_id: UUID
    product_id: UUID
    amount: Money
    valid_until: date
