"""Tables of leasing; private to the room."""

from __future__ import annotations

from datetime import date
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
    Integer,
    Named,
    Table,
    Text,
    TypedColumns,
)

from rongqu.infra.row_security import follows, own_data
from rongqu.infra.tables import currency_check, metadata

SCHEMA = "leasing"


class _LeaseColumns(TypedColumns):
    """`hold_number`: of the hold that keeps what is left of the deposit."""

    id: Named[UUID] = Column(ForeignKey("servicing.loan.id"), primary_key=True)
    enterprise_id: Named[UUID]
    institution_id: Named[UUID]
    currency: Named[str] = Column(CHAR(3))
    in_advance: Named[bool] = Column(Boolean)
    deposit_minor: Named[int] = Column(BigInteger)
    held_minor: Named[int] = Column(BigInteger)
    hold_number: Named[int] = Column(Integer)
    residual_minor: Named[int] = Column(BigInteger)
    status: Named[str] = Column(Text)
    ended_on: Named[date | None] = Column(Date)


class _SetOffColumns(TypedColumns):
    """`id` is that of the repayment that the deposit paid; `failed`: the bank refused it, and the
    money is held again."""

    id: Named[UUID] = Column(primary_key=True)
    lease_id: Named[UUID] = Column(ForeignKey("leasing.lease.id"), index=True)
    kind: Named[str] = Column(Text)
    day: Named[date] = Column(Date)
    currency: Named[str] = Column(CHAR(3))
    amount_minor: Named[int] = Column(BigInteger)
    failed: Named[bool] = Column(Boolean)


lease = Table(
    "lease",
    metadata,
    _LeaseColumns,
    CheckConstraint("status IN ('running', 'ended')", name="status"),
    CheckConstraint("(status = 'ended') = (ended_on IS NOT NULL)", name="ended_on"),
    CheckConstraint("held_minor BETWEEN 0 AND deposit_minor", name="held_minor"),
    CheckConstraint("status <> 'ended' OR held_minor = 0", name="nothing_held"),
    currency_check(),
    schema=SCHEMA,
)
Index("ix_lease_held", lease.c.id, postgresql_where=lease.c.held_minor > 0)
set_off = Table(
    "set_off",
    metadata,
    _SetOffColumns,
    CheckConstraint("kind IN ('last_payments', 'arrears')", name="kind"),
    CheckConstraint("amount_minor > 0", name="amount_minor"),
    currency_check(),
    schema=SCHEMA,
)

own_data(lease, "enterprise_id", "institution_id")
follows(set_off, "lease_id", lease)
