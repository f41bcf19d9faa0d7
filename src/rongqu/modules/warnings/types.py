"""Warnings as seen from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import EnterpriseId, UserId


class WarningLevel(StrEnum):
    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"

    @property
    def urgency(self) -> int:
        return ("blue", "yellow", "red").index(self)


class Sign(StrEnum):
    OVERDUE = "overdue"
    DEBIT_FAILED = "debit_failed"
    SCORE_DROP = "score_drop"
    SALES_DROP = "sales_drop"
    FIGURES_DROP = "figures_drop"
    MONEY_ALERT = "money_alert"
    LISTED = "listed"
    SUSPECTED = "suspected"
    """Strong suspicions about papers or invoices while money is owed."""
    PLEDGED_TWICE = "pledged_twice"
    GROUP = "group"
    """A company of its group, or a customer it depends on, is red."""


class Step(StrEnum):
    """What a colour asks for."""

    GROUP = "group"
    PLAN = "plan"
    CAUSE = "cause"
    LOOK = "look"


class WarningState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A sign of an enterprise. `size`: how large it is, such as the share lost; it is compared with
    others of its kind. `level` is empty for what is ordinary."""

    event_id: UUID
    enterprise_id: EnterpriseId
    sign: Sign
    size: Decimal
    level: WarningLevel | None
    seen_at: datetime
    """When it happened, not when it was looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Sizes from which a drop is blue, yellow, red."""

    blue: Decimal
    yellow: Decimal
    red: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    step: Step
    note: str
    done_by: UserId
    done_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningCase:
    """`next_step` is due at `due_at`; both are empty when all are done."""

    id: UUID
    enterprise_id: EnterpriseId
    level: WarningLevel
    state: WarningState
    owner: UserId | None
    opened_at: datetime
    levelled_at: datetime
    """Since when it has its colour: deadlines run from here."""
    next_step: Step | None
    due_at: datetime | None
    escalated_at: datetime | None
    closed_at: datetime | None
    closing_reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What warnings were worth: of `judged` cases old enough, `right` came before trouble."""

    judged: int
    right: int
    troubled: int
    """Enterprises that got into trouble."""
    warned: int
    """Of them, with a case opened before."""
    median_lead_days: int | None
    since: date | None
