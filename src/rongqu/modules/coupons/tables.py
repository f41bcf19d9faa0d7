"""The table of coupons; private to the room."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Named, Table, Text

from rongqu.infra.row_security import own_data
from rongqu.infra.tables import AmountColumns, Instant, currency_check, metadata


class _CouponColumns(AmountColumns):
    id: Named[UUID] = Column(primary_key=True)
    enterprise_id: Named[UUID]
    valid_until: Named[date] = Column(Date)
    reason: Named[str] = Column(Text)
    granted_by: Named[UUID]
    granted_at: Named[datetime] = Column(Instant)
    application_id: Named[UUID | None]
    waived_minor: Named[int | None] = Column(BigInteger)
    withdrawn_at: Named[datetime | None] = Column(Instant)


coupon = Table(
    "coupon",
    metadata,
    _CouponColumns,
    currency_check(),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("waived_minor BETWEEN 0 AND amount_minor", name="waived_minor"),
    CheckConstraint("waived_minor IS NULL OR application_id IS NOT NULL", name="redeemed"),
    CheckConstraint("withdrawn_at IS NULL OR application_id IS NULL", name="withdrawn"),
    Index(None, "enterprise_id", "id"),
    Index(None, "application_id", unique=True),
    schema="coupons",
)
own_data(coupon, "enterprise_id")
