"""Tables of syndication; private to the room."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Named,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)

from rongqu.infra.row_security import follows, own_data
from rongqu.infra.tables import currency_check, metadata

SCHEMA = "syndication"


class _LoanColumns(TypedColumns):
    """A loan that is shared, with what its funders may know of it."""

    id: Named[UUID] = Column(primary_key=True)
    institution_id: Named[UUID]
    lender_name: Named[str] = Column(Text)
    borrower_name: Named[str] = Column(Text)
    product_name: Named[str] = Column(Text)
    principal_minor: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))
    shared_on: Named[date] = Column(Date)


class _FunderColumns(TypedColumns):
    loan_id: Named[UUID] = Column(ForeignKey("syndication.loan.id"), primary_key=True)
    organisation_id: Named[UUID] = Column(primary_key=True)
    institution_id: Named[UUID]
    share_minor: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))


class _PartColumns(TypedColumns):
    """One funder's part of one repayment. `reference` is the ledger's entry over all of them;
    `institution_id` the lender, from whose account it is paid."""

    id: Named[UUID] = Column(primary_key=True)
    repayment_id: Named[UUID]
    loan_id: Named[UUID] = Column(ForeignKey("syndication.loan.id"), index=True)
    organisation_id: Named[UUID] = Column(index=True)
    institution_id: Named[UUID]
    day: Named[date] = Column(Date)
    currency: Named[str] = Column(CHAR(3))
    principal_minor: Named[int] = Column(BigInteger)
    interest_minor: Named[int] = Column(BigInteger)
    penalty_minor: Named[int] = Column(BigInteger)
    reference: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    payment_order_id: Named[UUID | None]
    reason_code: Named[str | None] = Column(Text)


loan = Table("loan", metadata, _LoanColumns, currency_check(), schema=SCHEMA)
funder = Table(
    "funder",
    metadata,
    _FunderColumns,
    CheckConstraint("share_minor > 0", name="share_minor"),
    currency_check(),
    Index(None, "organisation_id", "loan_id"),
    schema=SCHEMA,
)
part = Table(
    "part",
    metadata,
    _PartColumns,
    CheckConstraint("status IN ('kept', 'waiting', 'paying', 'paid')", name="status"),
    CheckConstraint(
        "principal_minor >= 0 AND interest_minor >= 0 AND penalty_minor >= 0", name="amounts"
    ),
    CheckConstraint(
        "(payment_order_id IS NOT NULL) = (status IN ('paying', 'paid'))", name="payment_order_id"
    ),
    currency_check(),
    UniqueConstraint("repayment_id", "organisation_id"),
    schema=SCHEMA,
)
Index("ix_part_waiting", part.c.id, postgresql_where=part.c.status == "waiting")

own_data(funder, "organisation_id", "institution_id")
own_data(part, "organisation_id", "institution_id")
follows(loan, "id", funder, key="loan_id", made_before=True)
