"""Alerts on money, orders to freeze, and reports to the authority, as seen from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import AlertId, FreezeId, OrganisationId, ReportId, UserId
from rongqu.kernel.money import Money
from rongqu.modules.compliance.monitoring.types import Rule

RELEASE = "compliance.release_account"
"""The stored command that lifts an order to freeze."""


class AlertStatus(StrEnum):
    OPEN = "open"
    DISMISSED = "dismissed"
    REPORTED = "reported"


class ReportKind(StrEnum):
    LARGE = "large"
    """大额: by amount alone, made by the platform itself."""
    SUSPICIOUS = "suspicious"
    """可疑: by a person's judgement of an alert."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Money that moved. A side that is None is outside the platform."""

    id: UUID
    payer: OrganisationId | None
    payee: OrganisationId | None
    amount: Money
    kind: str
    moved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    id: AlertId
    rule: Rule
    about: OrganisationId
    amount: Money
    movements: tuple[UUID, ...]
    status: AlertStatus
    opened_at: datetime
    decided_by: UserId | None
    decided_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    id: FreezeId
    about: OrganisationId
    reason: str
    ordered_by: UserId
    ordered_at: datetime
    released_at: datetime | None
    bank_frozen_at: datetime | None
    """When the bank confirmed it; orders are refused here from the first moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A case file: whose money, which movements, why."""

    id: ReportId
    kind: ReportKind
    about: OrganisationId
    alert_id: AlertId | None
    amount: Money
    movements: tuple[UUID, ...]
    reason: str
    made_by: UserId
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """The content of the stored command."""

    freeze_id: UUID
