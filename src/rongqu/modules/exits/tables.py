"""Tables of exits. Private to the room."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Named,
    Numeric,
    Table,
    Text,
    TypedColumns,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.row_security import changed_too_by, own_data
from rongqu.infra.tables import Instant, currency_check, metadata

SCHEMA = "exits"


class _ExitColumns(TypedColumns):
    """`units_minor`: principal that is bought back, or all that was outstanding. `lines`: the
    waterfall, in cents."""

    id: Named[UUID] = Column(primary_key=True)
    offering_id: Named[UUID]
    issuer_id: Named[UUID]
    kind: Named[str] = Column(Text)
    why: Named[str] = Column(Text)
    currency: Named[str] = Column(CHAR(3))
    price: Named[Decimal | None] = Column(Numeric(7, 6))
    proceeds_minor: Named[int | None] = Column(BigInteger)
    units_minor: Named[int] = Column(BigInteger)
    amount_minor: Named[int] = Column(BigInteger)
    lines: Named[list[dict[str, Any]]] = Column(JSONB[list[dict[str, Any]]]())
    hold_id: Named[UUID | None]
    status: Named[str] = Column(Text)
    lapse: Named[str | None] = Column(Text)
    proposed_by: Named[UUID]
    proposed_at: Named[datetime] = Column(Instant)
    closes_at: Named[datetime | None] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)


class _AnswerColumns(TypedColumns):
    """One for each who is asked. What is counted cannot be changed any more."""

    exit_id: Named[UUID] = Column(ForeignKey("exits.exit.id"), primary_key=True)
    investor_id: Named[UUID] = Column(primary_key=True)
    currency: Named[str] = Column(CHAR(3))
    units_minor: Named[int] = Column(BigInteger)
    accepts: Named[bool | None]
    answered_by: Named[UUID | None]
    answered_at: Named[datetime | None] = Column(Instant)
    is_counted: Named[bool]


exit_ = Table(
    "exit",
    metadata,
    _ExitColumns,
    currency_check(),
    CheckConstraint("kind IN ('buy_back', 'control', 'liquidation')", name="kind"),
    CheckConstraint("status IN ('asking', 'approving', 'paying', 'done', 'lapsed')", name="status"),
    CheckConstraint("units_minor > 0 AND amount_minor >= 0", name="amounts"),
    CheckConstraint("(kind = 'buy_back') = (price IS NOT NULL)", name="price"),
    CheckConstraint("(kind = 'buy_back') = (proceeds_minor IS NULL)", name="proceeds_minor"),
    CheckConstraint("(status IN ('done', 'lapsed')) = (ended_at IS NOT NULL)", name="ended_at"),
    Index(
        "ix_exit_under_way",
        "offering_id",
        unique=True,
        postgresql_where="status IN ('asking', 'approving', 'paying')",
    ),
    Index(None, "offering_id", "id"),
    Index(None, "closes_at", postgresql_where="status = 'asking'"),
    schema=SCHEMA,
)
"""One at a time of an offering, whatever the code above does."""

answer = Table(
    "answer",
    metadata,
    _AnswerColumns,
    currency_check(),
    CheckConstraint("units_minor > 0", name="units_minor"),
    CheckConstraint("(accepts IS NULL) = (answered_at IS NULL)", name="answered_at"),
    schema=SCHEMA,
)

own_data(exit_, "issuer_id", read_by_all=True)
own_data(answer, "investor_id")
changed_too_by(answer, "exit_id", exit_, "id", "issuer_id")
