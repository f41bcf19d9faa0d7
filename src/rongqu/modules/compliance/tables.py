"""Tables of compliance. The values of policies are in `infra.policy`, where every room reads."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Named,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.histories import kept_with_history
from rongqu.infra.row_security import own_data, platform_only, shared
from rongqu.infra.tables import AmountColumns, Instant, currency_check, metadata


class _ApprovalColumns(TypedColumns):
    """`organisation_id`: of whoever asked. `subject`: what the command is about, such as the key of
    a policy; one waits for each."""

    id: Named[UUID] = Column(primary_key=True)
    organisation_id: Named[UUID]
    command: Named[str] = Column(Text)
    subject: Named[str] = Column(Text)
    content: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    reason: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    asked_by: Named[UUID]
    asked_at: Named[datetime] = Column(Instant)
    decided_by: Named[UUID | None]
    decided_at: Named[datetime | None] = Column(Instant)
    decision_reason: Named[str | None] = Column(Text)


approval = Table(
    "approval",
    metadata,
    _ApprovalColumns,
    CheckConstraint("status IN ('proposed', 'approved', 'rejected')", name="status"),
    CheckConstraint("(status = 'proposed') = (decided_by IS NULL)", name="decided"),
    CheckConstraint("status <> 'approved' OR decided_by <> asked_by", name="four_eyes"),
    Index(None, "command", "id"),
    Index(None, "organisation_id", "id"),
    schema="compliance",
)
Index(
    "ix_approval_subject_pending",
    approval.c.command,
    approval.c.subject,
    unique=True,
    postgresql_where=approval.c.status == "proposed",
)


class _ListVersionColumns(TypedColumns):
    """The newest of a source holds; those before stay, so that an old hit can be explained."""

    id: Named[UUID] = Column(primary_key=True)
    source: Named[str] = Column(Text)
    sha256: Named[str] = Column(Text)
    entries: Named[int] = Column(Integer)
    names: Named[int] = Column(Integer)
    loaded_by: Named[UUID]
    loaded_at: Named[datetime] = Column(Instant)
    superseded_at: Named[datetime | None] = Column(Instant)


class _ListedNameColumns(TypedColumns):
    """Published by a state or the United Nations: no personal data of ours."""

    version_id: Named[UUID] = Column(ForeignKey("compliance.list_version.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True)
    entry: Named[str] = Column(Text)
    name: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    is_alias: Named[bool] = Column(Boolean)
    program: Named[str] = Column(Text)
    detail: Named[str] = Column(Text)


class _HitColumns(TypedColumns):
    """`about` is the party; its own name stays where it is kept, and is read from there."""

    id: Named[UUID] = Column(primary_key=True)
    about: Named[UUID]
    about_kind: Named[str] = Column(Text)
    source: Named[str] = Column(Text)
    entry: Named[str] = Column(Text)
    listed_name: Named[str] = Column(Text)
    program: Named[str] = Column(Text)
    detail: Named[str] = Column(Text)
    is_person: Named[bool] = Column(Boolean)
    score_permille: Named[int] = Column(SmallInteger)
    version_id: Named[UUID] = Column(ForeignKey("compliance.list_version.id"))
    status: Named[str] = Column(Text)
    opened_at: Named[datetime] = Column(Instant)
    decided_by: Named[UUID | None]
    decided_at: Named[datetime | None] = Column(Instant)
    reason: Named[str | None] = Column(Text)


list_version = Table("list_version", metadata, _ListVersionColumns, schema="compliance")
listed_name = Table("listed_name", metadata, _ListedNameColumns, schema="compliance")
hit = Table(
    "hit",
    metadata,
    _HitColumns,
    CheckConstraint("status IN ('open', 'confirmed', 'cleared', 'lapsed')", name="status"),
    CheckConstraint(
        "(status IN ('confirmed', 'cleared')) = (decided_by IS NOT NULL)", name="decided"
    ),
    CheckConstraint("score_permille BETWEEN 0 AND 1000", name="score_permille"),
    UniqueConstraint("about", "source", "entry", "listed_name"),
    Index(None, "status", "id"),
    schema="compliance",
)
Index(
    "ix_list_version_current",
    list_version.c.source,
    unique=True,
    postgresql_where=list_version.c.superseded_at.is_(None),
)


class _MovementColumns(AmountColumns):
    """What monitoring remembers of money: one row for each payment order."""

    id: Named[UUID] = Column(primary_key=True)
    payer_id: Named[UUID | None]
    payee_id: Named[UUID | None]
    kind: Named[str] = Column(Text)
    moved_at: Named[datetime] = Column(Instant)


class _AlertColumns(AmountColumns):
    id: Named[UUID] = Column(primary_key=True)
    rule: Named[str] = Column(Text)
    about: Named[UUID] = Column(index=True)
    movements: Named[list[UUID]] = Column(ARRAY(Uuid))
    status: Named[str] = Column(Text)
    opened_at: Named[datetime] = Column(Instant)
    decided_by: Named[UUID | None]
    decided_at: Named[datetime | None] = Column(Instant)
    reason: Named[str | None] = Column(Text)


class _FreezeColumns(TypedColumns):
    """`bank_frozen_at`, `bank_released_at`: when the bank has confirmed either."""

    id: Named[UUID] = Column(primary_key=True)
    about: Named[UUID]
    reason: Named[str] = Column(Text)
    ordered_by: Named[UUID]
    ordered_at: Named[datetime] = Column(Instant)
    released_at: Named[datetime | None] = Column(Instant)
    bank_frozen_at: Named[datetime | None] = Column(Instant)
    bank_released_at: Named[datetime | None] = Column(Instant)


class _ReportColumns(AmountColumns):
    id: Named[UUID] = Column(primary_key=True)
    kind: Named[str] = Column(Text)
    about: Named[UUID]
    alert_id: Named[UUID | None] = Column(ForeignKey("compliance.alert.id"))
    movements: Named[list[UUID]] = Column(ARRAY(Uuid))
    reason: Named[str] = Column(Text)
    made_by: Named[UUID]
    made_at: Named[datetime] = Column(Instant)


movement = Table(
    "movement",
    metadata,
    _MovementColumns,
    CheckConstraint("amount_minor > 0", name="amount_minor"),
    currency_check(),
    Index(None, "payer_id", "moved_at"),
    Index(None, "payee_id", "moved_at"),
    schema="compliance",
)
alert = Table(
    "alert",
    metadata,
    _AlertColumns,
    CheckConstraint("status IN ('open', 'dismissed', 'reported')", name="status"),
    CheckConstraint("(status = 'open') = (decided_by IS NULL)", name="decided"),
    currency_check(),
    Index(None, "status", "id"),
    schema="compliance",
)
freeze = Table("freeze", metadata, _FreezeColumns, schema="compliance")
report = Table(
    "report",
    metadata,
    _ReportColumns,
    CheckConstraint("kind IN ('large', 'suspicious')", name="kind"),
    CheckConstraint("(kind = 'suspicious') = (alert_id IS NOT NULL)", name="alert_id"),
    currency_check(),
    schema="compliance",
)
Index(
    "ix_freeze_holds", freeze.c.about, unique=True, postgresql_where=freeze.c.released_at.is_(None)
)

own_data(approval, "organisation_id")
shared(list_version, listed_name, why="published by states and the United Nations")
platform_only(hit, why="whom a list may name is never told to customers")
platform_only(movement, alert, freeze, report, why="whom is watched is never told to customers")
kept_with_history(freeze, "released_at")
