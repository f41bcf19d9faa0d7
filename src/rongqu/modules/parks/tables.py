"""Tables of parks; private to the room."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Named,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.row_security import follows, own_data
from rongqu.infra.tables import Instant, PiiText, metadata
from rongqu.kernel.pii import MobileNumber

SCHEMA = "parks"


class _BatchColumns(TypedColumns):
    """`lines`: how many the file had, refused ones with them."""

    id: Named[UUID] = Column(primary_key=True)
    park_id: Named[UUID]
    institution_id: Named[UUID]
    product_id: Named[UUID]
    product_version: Named[int] = Column(Integer)
    product_name: Named[str] = Column(Text)
    product_name_en: Named[str] = Column(Text)
    file_name: Named[str] = Column(Text)
    lines: Named[int] = Column(Integer)
    status: Named[str] = Column(Text)
    put_forward_by: Named[UUID]
    put_forward_at: Named[datetime] = Column(Instant)
    decided_by: Named[UUID | None]
    decided_at: Named[datetime | None] = Column(Instant)
    note: Named[str | None] = Column(Text)
    valid_until: Named[date | None] = Column(Date)


class _LineColumns(TypedColumns):
    """`uscc` and `name` as the file says; a refused line may have anything there."""

    id: Named[UUID] = Column(primary_key=True)
    batch_id: Named[UUID] = Column(ForeignKey("parks.batch.id"))
    number: Named[int] = Column(Integer)
    park_id: Named[UUID]
    institution_id: Named[UUID]
    product_id: Named[UUID]
    enterprise_id: Named[UUID | None]
    name: Named[str] = Column(Text)
    uscc: Named[str] = Column(Text)
    amount_minor: Named[int | None] = Column(BigInteger)
    currency: Named[str | None] = Column(CHAR(3))
    term_months: Named[int | None] = Column(SmallInteger)
    status: Named[str] = Column(Text)
    fault: Named[str | None] = Column(Text)
    note: Named[str | None] = Column(Text)
    score: Named[int | None] = Column(SmallInteger)
    grade: Named[str | None] = Column(Text)
    missed: Named[list[Any]] = Column(JSONB[list[Any]]())
    application_id: Named[UUID | None]
    application_stage: Named[str | None] = Column(Text)
    invited_at: Named[datetime | None] = Column(Instant)
    invitation_refused: Named[str | None] = Column(Text)
    valid_until: Named[date | None] = Column(Date)


class _ContactColumns(TypedColumns):
    """Until the invitation has been sent; `digest`: by which a person finds their own number."""

    line_id: Named[UUID] = Column(ForeignKey("parks.line.id"), primary_key=True)
    mobile: Named[MobileNumber] = Column(PiiText(MobileNumber))
    digest: Named[bytes] = Column(LargeBinary, index=True)


batch = Table(
    "batch",
    metadata,
    _BatchColumns,
    CheckConstraint("status IN ('checking', 'ready', 'approved', 'refused')", name="status"),
    CheckConstraint(
        "(status IN ('approved', 'refused')) = (decided_by IS NOT NULL)", name="decided_by"
    ),
    CheckConstraint("(status = 'approved') = (valid_until IS NOT NULL)", name="valid_until"),
    Index(None, "park_id", "id"),
    Index(None, "institution_id", "id"),
    schema=SCHEMA,
)
line = Table(
    "line",
    metadata,
    _LineColumns,
    CheckConstraint(
        "status IN ('waiting', 'refused', 'failed', 'invited', 'fits', 'unclear', 'misses', "
        "'excepted', 'approved')",
        name="status",
    ),
    CheckConstraint(
        "status = 'refused' OR (amount_minor > 0 AND term_months > 0 AND currency IS NOT NULL)",
        name="complete",
    ),
    CheckConstraint("(status IN ('refused', 'failed')) = (fault IS NOT NULL)", name="fault"),
    CheckConstraint("(status = 'approved') = (valid_until IS NOT NULL)", name="valid_until"),
    UniqueConstraint("batch_id", "number"),
    Index(None, "batch_id", "status"),
    Index(None, "uscc"),
    Index(None, "enterprise_id", "product_id"),
    Index(None, "application_id"),
    schema=SCHEMA,
)
contact = Table("contact", metadata, _ContactColumns, schema=SCHEMA)

own_data(batch, "park_id", "institution_id")
own_data(line, "park_id", "institution_id", "enterprise_id")
follows(contact, "line_id", line)
