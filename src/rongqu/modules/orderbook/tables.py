"""Tables of the order book. Private to the room; asks and trades are investing's."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Index,
    Named,
    Numeric,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.row_security import own_data
from rongqu.infra.tables import Instant, currency_check, metadata


class _BidColumns(TypedColumns):
    """Either one offering, or what offerings have to be like. `left_minor`: what is set aside in
    the ledger under `hold_id`."""

    id: Named[UUID] = Column(primary_key=True)
    investor_id: Named[UUID] = Column(index=True)
    offering_id: Named[UUID | None]
    highest_class: Named[int | None] = Column(SmallInteger)
    least_rate: Named[Decimal | None] = Column(Numeric(7, 6))
    most_months: Named[int | None] = Column(SmallInteger)
    kinds: Named[list[str] | None] = Column(JSONB[list[str]](none_as_null=True))
    currency: Named[str] = Column(CHAR(3))
    amount_minor: Named[int] = Column(BigInteger)
    left_minor: Named[int] = Column(BigInteger)
    highest_price: Named[Decimal] = Column(Numeric)
    hold_id: Named[UUID]
    status: Named[str] = Column(Text)
    passed: Named[str | None] = Column(Text)
    placed_by: Named[UUID]
    placed_at: Named[datetime] = Column(Instant)
    expires_on: Named[date] = Column(Date)
    ended_at: Named[datetime | None] = Column(Instant)


bid = Table(
    "bid",
    metadata,
    _BidColumns,
    CheckConstraint("status IN ('open', 'filled', 'withdrawn', 'expired')", name="status"),
    CheckConstraint("(status = 'open') = (ended_at IS NULL)", name="ended_at"),
    CheckConstraint("left_minor BETWEEN 0 AND amount_minor", name="left_minor"),
    CheckConstraint("highest_price > 0", name="highest_price"),
    CheckConstraint(
        "(offering_id IS NULL) = (highest_class IS NOT NULL AND least_rate IS NOT NULL"
        " AND most_months IS NOT NULL AND kinds IS NOT NULL)",
        name="wanted",
    ),
    currency_check(),
    Index(None, "highest_price", "placed_at", postgresql_where="status = 'open'"),
    schema="orderbook",
)
"""Never filled above its amount, whatever the code above does."""

own_data(bid, "investor_id", read_by_all=True)
