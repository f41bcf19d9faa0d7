"""What agreements over losses tell the world. The subject is the agreement, or the loan."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.kernel.changes import ChangeEvent
from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementProposed(Event):
    """Somebody wrote an agreement down; it counts once a second person agrees."""

    name = "guarantees.agreement_proposed.v1"
    kind: str
    cap: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementActivated(ChangeEvent):
    name = "guarantees.agreement_activated.v1"
    kind: str
    cap: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEnded(ChangeEvent):
    """Loans paid out later are not covered; those paid out before are."""

    name = "guarantees.agreement_ended.v1"
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionBooked(Event):
    """Money was put into the agreement's special account."""

    name = "guarantees.contribution_booked.v1"
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LossShared(Event):
    """A loan was written off, and agreements bore their part of it."""

    name = "guarantees.loss_shared.v1"
    institution_id: UUID
    loss: Money
    borne: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryShared(Event):
    """What came in after a write-off was shared with those who had borne the loss; negative
    where it was taken back."""

    name = "guarantees.recovery_shared.v1"
    institution_id: UUID
    recovered: Money
    returned: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageFell(Event):
    """Subject: the platform. What agreements hold is less than `line` times the bad debt."""

    name = "guarantees.coverage_fell.v1"
    held: Money
    bad: Money
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRestored(Event):
    """Subject: the platform. It is enough again."""

    name = "guarantees.coverage_restored.v1"
    held: Money
    bad: Money
    line: str
