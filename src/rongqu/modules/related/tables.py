"""Tables of related; private to the room."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Named,
    Numeric,
    Table,
    Text,
    TypedColumns,
    text,
)

from rongqu.infra.row_security import own_data, platform_only, shared
from rongqu.infra.tables import AmountColumns, Instant, currency_check, metadata

SCHEMA = "related"


class _LinkColumns(TypedColumns):
    """`left_id` is the smaller of the two ids: a pair is one pair, whoever is named first."""

    id: Named[UUID] = Column(primary_key=True)
    left_id: Named[UUID]
    right_id: Named[UUID] = Column(index=True)
    kind: Named[str] = Column(Text)
    share: Named[Decimal | None] = Column(Numeric(5, 4))
    evidence: Named[str] = Column(Text)
    noted_by: Named[UUID]
    noted_at: Named[datetime] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)
    ended_by: Named[UUID | None]
    ending: Named[str | None] = Column(Text)


class _MemberColumns(TypedColumns):
    """Made anew from the links whenever one begins or ends; who stands alone has no row."""

    enterprise_id: Named[UUID] = Column(primary_key=True)
    group_id: Named[UUID] = Column(index=True)


class _DebtColumns(AmountColumns):
    id: Named[UUID] = Column(primary_key=True)
    enterprise_id: Named[UUID] = Column(index=True)
    lender: Named[str] = Column(Text)
    source: Named[str] = Column(Text)
    as_of: Named[date]
    noted_by: Named[UUID]
    noted_at: Named[datetime] = Column(Instant)
    settled_at: Named[datetime | None] = Column(Instant)
    settled_by: Named[UUID | None]


link = Table(
    "link",
    metadata,
    _LinkColumns,
    CheckConstraint("left_id < right_id", name="pair"),
    CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
    CheckConstraint("share > 0 AND share <= 1", name="share"),
    Index(
        "uq_link_pair_kind",
        "left_id",
        "right_id",
        "kind",
        unique=True,
        postgresql_where=text("ended_at IS NULL"),
    ),
    schema=SCHEMA,
)
member = Table("member", metadata, _MemberColumns, schema=SCHEMA)
debt = Table(
    "debt",
    metadata,
    _DebtColumns,
    currency_check(),
    CheckConstraint("amount_minor > 0", name="amount_minor"),
    CheckConstraint("source IN ('declared', 'credit_report', 'peer')", name="source"),
    CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", name="settled"),
    schema=SCHEMA,
)

platform_only(link, why="how companies hang together is told to the platform's people only")
shared(member, why="before each approval the group's debt is asked for; these are ids only")
own_data(debt, "enterprise_id", opened=True)
