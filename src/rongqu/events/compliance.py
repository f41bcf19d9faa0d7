"""Facts about what needs four eyes, and about the numbers that are policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChangeProposed(Event):
    """Subject: the change."""

    name = "compliance.policy_change_proposed.v1"
    key: str
    value: Decimal
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChanged(Event):
    """Subject: the change, approved by a second person; the value holds from `valid_from`."""

    name = "compliance.policy_changed.v1"
    key: str
    value: Decimal
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalAsked(Event):
    """Subject: the approval. `about` is what the stored command would change."""

    name = "compliance.approval_asked.v1"
    command: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalGiven(Event):
    """Subject: the approval. What was asked for is done."""

    name = "compliance.approval_given.v1"
    command: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRejected(Event):
    """Subject: the approval. Nothing was changed."""

    name = "compliance.approval_rejected.v1"
    command: str
    about: str
