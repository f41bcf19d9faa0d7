"""Tables of catalog; private to the room. A version is written once and never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Named,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.histories import kept_with_history
from rongqu.infra.row_security import follows, own_data
from rongqu.infra.tables import Instant, metadata


class _ProductColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    institution_id: Named[UUID] = Column(index=True)
    version: Named[int] = Column(SmallInteger)
    status: Named[str] = Column(Text)
    withdrawn_at: Named[datetime | None] = Column(Instant)
    withdrawal_reason: Named[str | None] = Column(Text)


class _VersionColumns(TypedColumns):
    product_id: Named[UUID] = Column(ForeignKey("catalog.product.id"), primary_key=True)
    version: Named[int] = Column(SmallInteger, primary_key=True)
    terms: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    published_by: Named[UUID]
    published_at: Named[datetime] = Column(Instant)


product = Table(
    "product",
    metadata,
    _ProductColumns,
    CheckConstraint("status IN ('offered', 'withdrawn')", name="status"),
    CheckConstraint("(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_at"),
    schema="catalog",
)
product_version = Table("product_version", metadata, _VersionColumns, schema="catalog")

own_data(product, "institution_id", read_by_all=True)
follows(product_version, "product_id", product)
kept_with_history(product, "version", "status")
kept_with_history(product_version, "terms", by_insert=True)
