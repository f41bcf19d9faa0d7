"""Facts about what needs four eyes, and about the numbers that are policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from rongqu.kernel.changes import ChangeEvent
from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChangeProposed(Event):
    """Subject: the change."""

    name = "compliance.policy_change_proposed.v1"
    key: str
    value: Decimal
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChanged(ChangeEvent):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLoaded(Event):
    """Subject: the version. `names` with aliases; `lapsed` open hits are of no entry any more."""

    name = "compliance.list_loaded.v1"
    source: str
    entries: int
    names: int
    lapsed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NameChecked(Event):
    """Subject: whoever looked a name up in the lists. Which name is not said."""

    name = "compliance.name_checked.v1"
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HitOpened(Event):
    """Subject: the hit. Concerns nobody but the platform: whom it is about must not hear of it."""

    name = "compliance.hit_opened.v1"
    about: UUID
    source: str
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HitConfirmed(Event):
    """Subject: the hit. `about` is the person or company on the list."""

    name = "compliance.hit_confirmed.v1"
    about: UUID
    about_kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HitClearingAsked(Event):
    """Subject: the hit. Somebody takes it for another of the same name; a second one must agree."""

    name = "compliance.hit_clearing_asked.v1"
    about: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HitCleared(Event):
    """Subject: the hit. Two people found that it is somebody else."""

    name = "compliance.hit_cleared.v1"
    about: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised(Event):
    """Subject: the alert. `rule` says what the money of `about` looks like; it must not hear."""

    name = "compliance.alert_raised.v1"
    about: UUID
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDismissed(Event):
    """Subject: the alert. Somebody has looked and says why it is nothing."""

    name = "compliance.alert_dismissed.v1"
    about: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionReported(Event):
    """Subject: the report. An alert became a suspicious transaction report."""

    name = "compliance.suspicion_reported.v1"
    about: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LargeTransactionNoted(Event):
    """Subject: the report. Reported by its amount alone."""

    name = "compliance.large_transaction_noted.v1"
    movement_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportExported(Event):
    """Subject: the report. Somebody took its case file, with plain names."""

    name = "compliance.report_exported.v1"
    about: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeOrdered(ChangeEvent):
    """Subject: the order. From now on no money leaves or reaches `about`."""

    name = "compliance.freeze_ordered.v1"
    about: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseAsked(Event):
    """Subject: the order to freeze. A second person has to agree that it is lifted."""

    name = "compliance.release_asked.v1"
    about: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseOrdered(ChangeEvent):
    """Subject: the order to freeze, lifted by two people."""

    name = "compliance.release_ordered.v1"
    about: UUID
