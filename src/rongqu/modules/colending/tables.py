"""Tables of co-lending; private to the room."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Named,
    SmallInteger,
    Table,
    Text,
)

from rongqu.infra.row_security import own_data
from rongqu.infra.tables import AmountColumns, Instant, currency_check, metadata

SCHEMA = "colending"


class _CaseColumns(AmountColumns):
    """Of an application in the lender's hands; `amount`: what is asked."""

    application_id: Named[UUID] = Column(primary_key=True)
    lead_id: Named[UUID]
    enterprise_id: Named[UUID]
    product_kind: Named[str] = Column(Text)
    region: Named[str] = Column(Text)
    industry: Named[str] = Column(Text)
    state: Named[str] = Column(Text)


class _ShareColumns(AmountColumns):
    """With what a partner may know of the application, which it does not see itself."""

    id: Named[UUID] = Column(primary_key=True)
    application_id: Named[UUID] = Column(
        ForeignKey("colending.case_file.application_id"), index=True
    )
    lead_id: Named[UUID]
    partner_id: Named[UUID]
    enterprise_id: Named[UUID]
    product_kind: Named[str] = Column(Text)
    region: Named[str] = Column(Text)
    industry: Named[str] = Column(Text)
    score: Named[int | None] = Column(SmallInteger)
    grade: Named[str | None] = Column(CHAR(1))
    asked_minor: Named[int] = Column(BigInteger)
    note: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    reason: Named[str | None] = Column(Text)
    invited_by: Named[UUID]
    invited_at: Named[datetime] = Column(Instant)
    answered_by: Named[UUID | None]
    answered_at: Named[datetime | None] = Column(Instant)


case_file = Table(
    "case_file",
    metadata,
    _CaseColumns,
    currency_check(),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("state IN ('open', 'away', 'decided', 'ended')", name="state"),
    schema=SCHEMA,
)
share = Table(
    "share",
    metadata,
    _ShareColumns,
    currency_check(),
    CheckConstraint("amount_minor > 0 AND amount_minor < asked_minor", name="amount"),
    CheckConstraint("lead_id <> partner_id", name="partner_id"),
    CheckConstraint(
        "status IN ('invited', 'accepted', 'refused', 'withdrawn', 'void')", name="status"
    ),
    CheckConstraint("(status = 'invited') = (answered_at IS NULL)", name="answered_at"),
    Index(None, "partner_id", "id"),
    schema=SCHEMA,
)
Index(
    "uq_share_counted",
    share.c.application_id,
    share.c.partner_id,
    unique=True,
    postgresql_where=share.c.status.in_(["invited", "accepted"]),
)

own_data(case_file, "lead_id")
own_data(share, "lead_id", "partner_id")
