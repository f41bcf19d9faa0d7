"""Bodies of the API of alerts, freezes and reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import MoneyBody, PersonNameField
from rongqu.kernel.ids import UserId
from rongqu.kernel.pii import PersonName
from rongqu.modules.compliance.money_types import (
    Alert,
    AlertStatus,
    Freeze,
    Moved,
    Report,
    ReportKind,
)
from rongqu.modules.compliance.monitoring.types import Rule
from rongqu.modules.compliance.schemas import FourEyesBody

PartyNames = Mapping[UUID, str]
"""A person's is masked."""
NameOf = Mapping[UserId, PersonName]


class AlertReasonBody(BaseModel):
    reason: str = Field(min_length=5, max_length=1000)


class AlertBody(BaseModel):
    id: UUID
    rule: Rule
    about: UUID
    about_name: str | None
    amount: MoneyBody
    movement_count: int
    status: AlertStatus
    opened_at: datetime
    decided_by_name: PersonNameField | None
    decided_at: datetime | None
    reason: str | None

    @classmethod
    def of(cls, alert: Alert, parties: PartyNames, names: NameOf) -> Self:
        return cls(
            id=alert.id,
            rule=alert.rule,
            about=alert.about,
            about_name=parties.get(alert.about),
            amount=MoneyBody.of(alert.amount),
            movement_count=len(alert.movements),
            status=alert.status,
            opened_at=alert.opened_at,
            decided_by_name=names.get(alert.decided_by) if alert.decided_by else None,
            decided_at=alert.decided_at,
            reason=alert.reason,
        )


class WatchedMovementBody(BaseModel):
    """A side without an id is outside the platform."""

    id: UUID
    payer: UUID | None
    payer_name: str | None
    payee: UUID | None
    payee_name: str | None
    amount: MoneyBody
    kind: str
    moved_at: datetime

    @classmethod
    def of(cls, moved: Moved, parties: PartyNames) -> Self:
        return cls(
            id=moved.id,
            payer=moved.payer,
            payer_name=parties.get(moved.payer) if moved.payer else None,
            payee=moved.payee,
            payee_name=parties.get(moved.payee) if moved.payee else None,
            amount=MoneyBody.of(moved.amount),
            kind=moved.kind,
            moved_at=moved.moved_at,
        )


class FreezeBody(BaseModel):
    """`pending`: somebody wants the account released. `bank_frozen_at`: null while the bank has not
    confirmed it."""

    id: UUID
    about: UUID
    reason: str
    ordered_at: datetime
    ordered_by_name: PersonNameField | None
    bank_frozen_at: datetime | None
    pending: FourEyesBody | None

    @classmethod
    def of(cls, freeze: Freeze, pending: FourEyesBody | None, names: NameOf) -> Self:
        return cls(
            id=freeze.id,
            about=freeze.about,
            reason=freeze.reason,
            ordered_at=freeze.ordered_at,
            ordered_by_name=names.get(freeze.ordered_by),
            bank_frozen_at=freeze.bank_frozen_at,
            pending=pending,
        )


class AlertDetailBody(BaseModel):
    alert: AlertBody
    movements: list[WatchedMovementBody]
    freeze: FreezeBody | None


class ReportBody(BaseModel):
    id: UUID
    kind: ReportKind
    about: UUID
    about_name: str | None
    alert_id: UUID | None
    amount: MoneyBody
    movement_count: int
    reason: str
    made_at: datetime

    @classmethod
    def of(cls, report: Report, parties: PartyNames) -> Self:
        return cls(
            id=report.id,
            kind=report.kind,
            about=report.about,
            about_name=parties.get(report.about),
            alert_id=report.alert_id,
            amount=MoneyBody.of(report.amount),
            movement_count=len(report.movements),
            reason=report.reason,
            made_at=report.made_at,
        )
