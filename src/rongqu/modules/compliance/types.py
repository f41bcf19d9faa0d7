"""Policies and their changes, as seen from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rongqu.kernel.ids import ApprovalId, OrganisationId, PolicyChangeId, UserId


class ApprovalStatus(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What shall be done once a second person agrees. The caller makes the id.

    `content` is the record that the command was declared with; `subject` is what it is about: of
    one command one wish about a subject waits at a time.
    """

    id: ApprovalId
    command: str
    subject: str
    content: object
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Asked for by one person, decided by another. Only the asker may take it back alone."""

    id: ApprovalId
    organisation_id: OrganisationId
    """Of whoever asked."""
    command: str
    subject: str
    content: dict[str, Any]
    reason: str
    status: ApprovalStatus
    asked_by: UserId
    asked_at: datetime
    decided_by: UserId | None
    decided_at: datetime | None
    decision_reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewValue:
    """What a change of a policy is about: the content of its stored command."""

    key: str
    value: Decimal
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The command that asks for a change. The caller makes the id: a retry is harmless."""

    id: PolicyChangeId
    key: str
    value: Decimal
    valid_from: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChange:
    """An approval whose command is another value of a policy."""

    id: PolicyChangeId
    key: str
    value: Decimal
    valid_from: date
    reason: str
    status: ApprovalStatus
    asked_by: UserId
    asked_at: datetime
    decided_by: UserId | None
    decided_at: datetime | None
    decision_reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyValue:
    """One value in the history of a policy; it holds until the day the next one starts."""

    value: Decimal
    valid_from: date
    reason: str
    author_id: UserId
    approver_id: UserId | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Its key and bounds come from the policy pack, its values from the table.

    `history` newest first; `next` starts on a later day; `pending` waits for a decision.
    """

    key: str
    unit: str
    lowest: Decimal | None
    highest: Decimal | None
    why: str
    current: PolicyValue | None
    next: PolicyValue | None
    history: tuple[PolicyValue, ...]
    pending: PolicyChange | None
