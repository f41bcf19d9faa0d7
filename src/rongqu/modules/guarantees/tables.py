"""Tables of guarantees; private to the module."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    CHAR,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Named,
    Numeric,
    Table,
    Text,
    TypedColumns,
    text,
)

from rongqu.infra.histories import kept_with_history
from rongqu.infra.row_security import follows, own_data, platform_only, shows_too
from rongqu.infra.tables import AmountColumns, Instant, currency_check, metadata

SCHEMA = "guarantees"


class _AgreementColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    kind: Named[str] = Column(Text)
    name: Named[str] = Column(Text)
    provider_name: Named[str] = Column(Text)
    loss_share: Named[Decimal] = Column(Numeric)
    cap_minor: Named[int] = Column(BigInteger)
    loan_cap_minor: Named[int | None] = Column(BigInteger)
    used_minor: Named[int] = Column(BigInteger, server_default=text("0"))
    currency: Named[str] = Column(CHAR(3))
    valid_from: Named[date] = Column(Date)
    valid_until: Named[date | None] = Column(Date)
    institution_id: Named[UUID | None]
    region: Named[str | None] = Column(Text)
    state: Named[str] = Column(Text)
    proposed_by: Named[UUID]
    proposed_for: Named[UUID]
    """The organisation of whoever proposed it; its people hear how far it covers."""
    proposed_at: Named[datetime] = Column(Instant)


class _ContributionColumns(AmountColumns):
    """The id is that of the approval."""

    id: Named[UUID] = Column(primary_key=True)
    agreement_id: Named[UUID] = Column(ForeignKey("guarantees.agreement.id"))
    contributed_on: Named[date] = Column(Date)
    reason: Named[str] = Column(Text)
    asked_by: Named[UUID]
    approved_by: Named[UUID]


class _LossColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    loan_id: Named[UUID] = Column(ForeignKey("servicing.loan.id"), unique=True)
    institution_id: Named[UUID]
    borrower_name: Named[str] = Column(Text)
    principal_minor: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))
    shared_on: Named[date] = Column(Date)


class _ShareColumns(TypedColumns):
    loss_id: Named[UUID] = Column(ForeignKey("guarantees.loss.id"), primary_key=True)
    agreement_id: Named[UUID] = Column(ForeignKey("guarantees.agreement.id"), primary_key=True)
    amount_minor: Named[int] = Column(BigInteger)
    returned_minor: Named[int] = Column(BigInteger, server_default=text("0"))


class _RecoveryColumns(TypedColumns):
    """The id is that of the loan's fact."""

    id: Named[UUID] = Column(primary_key=True)
    loss_id: Named[UUID] = Column(ForeignKey("guarantees.loss.id"))
    principal_minor: Named[int] = Column(BigInteger)
    booked_on: Named[date] = Column(Date)
    undone_on: Named[date | None] = Column(Date)


class _CoverageDayColumns(TypedColumns):
    """How far agreements covered bad debt when a business day had closed."""

    day: Named[date] = Column(Date, primary_key=True)
    currency: Named[str] = Column(CHAR(3))
    held_minor: Named[int] = Column(BigInteger)
    bad_minor: Named[int] = Column(BigInteger)
    line: Named[Decimal] = Column(Numeric)
    is_below: Named[bool] = Column(Boolean)


agreement = Table(
    "agreement",
    metadata,
    _AgreementColumns,
    CheckConstraint("kind IN ('risk_reserve', 'compensation_fund')", name="kind"),
    CheckConstraint("state IN ('proposed', 'active')", name="state"),
    CheckConstraint("loss_share > 0 AND loss_share <= 1", name="loss_share"),
    CheckConstraint("used_minor BETWEEN 0 AND cap_minor", name="used_minor"),
    currency_check(),
    schema=SCHEMA,
)
contribution = Table(
    "contribution",
    metadata,
    _ContributionColumns,
    CheckConstraint("amount_minor > 0", name="amount_minor"),
    CheckConstraint("approved_by <> asked_by", name="four_eyes"),
    currency_check(),
    Index(None, "agreement_id", "id"),
    schema=SCHEMA,
)
loss = Table(
    "loss",
    metadata,
    _LossColumns,
    CheckConstraint("principal_minor > 0", name="principal_minor"),
    currency_check(),
    schema=SCHEMA,
)
loss_share = Table(
    "loss_share",
    metadata,
    _ShareColumns,
    CheckConstraint("amount_minor > 0", name="amount_minor"),
    CheckConstraint("returned_minor BETWEEN 0 AND amount_minor", name="returned_minor"),
    Index(None, "agreement_id"),
    schema=SCHEMA,
)
recovery = Table(
    "recovery",
    metadata,
    _RecoveryColumns,
    CheckConstraint("principal_minor > 0", name="principal_minor"),
    Index(None, "loss_id"),
    schema=SCHEMA,
)

coverage_day = Table("coverage_day", metadata, _CoverageDayColumns, currency_check(), schema=SCHEMA)

platform_only(coverage_day, why="of the whole book")
own_data(agreement, "institution_id")
follows(contribution, "agreement_id", agreement)
own_data(loss, "institution_id")
for _part in (loss_share, recovery):
    follows(_part, "loss_id", loss)
shows_too("ledger.account", "owner", agreement)
kept_with_history(agreement, "valid_until")
