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
    Integer,
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


class _DistributionColumns(TypedColumns):
    """What a repayment was shared as at last. `is_taken_back`: it is shared no more."""

    repayment_id: Named[UUID] = Column(primary_key=True)
    loan_id: Named[UUID] = Column(ForeignKey("syndication.loan.id"))
    institution_id: Named[UUID]
    revision: Named[int] = Column(Integer)
    is_taken_back: Named[bool]


class _PartColumns(TypedColumns):
    """One funder's part of one repayment. `reference` is the ledger's entry over all of them;
    `institution_id` the lender, from whose account it is paid. `set_off_minor`: of it, what was
    set off against what the funder had to give back."""

    id: Named[UUID] = Column(primary_key=True)
    repayment_id: Named[UUID]
    revision: Named[int] = Column(Integer)
    loan_id: Named[UUID] = Column(ForeignKey("syndication.loan.id"), index=True)
    organisation_id: Named[UUID] = Column(index=True)
    institution_id: Named[UUID]
    day: Named[date] = Column(Date)
    currency: Named[str] = Column(CHAR(3))
    principal_minor: Named[int] = Column(BigInteger)
    interest_minor: Named[int] = Column(BigInteger)
    penalty_minor: Named[int] = Column(BigInteger)
    set_off_minor: Named[int] = Column(BigInteger)
    reference: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    payment_order_id: Named[UUID | None]
    reason_code: Named[str | None] = Column(Text)
    called_back_on: Named[date | None] = Column(Date)


class _RecallColumns(TypedColumns):
    """What a funder has to give back of a part that it had got. `settled_minor`: of it, what it
    has given back, or what was set off."""

    id: Named[UUID] = Column(primary_key=True)
    part_id: Named[UUID] = Column(ForeignKey("syndication.part.id"))
    loan_id: Named[UUID] = Column(ForeignKey("syndication.loan.id"))
    organisation_id: Named[UUID]
    institution_id: Named[UUID]
    currency: Named[str] = Column(CHAR(3))
    amount_minor: Named[int] = Column(BigInteger)
    settled_minor: Named[int] = Column(BigInteger)
    day: Named[date] = Column(Date)
    payment_order_id: Named[UUID | None]
    reason_code: Named[str | None] = Column(Text)


class _SetOffColumns(TypedColumns):
    """So much of a part was not paid, because so much had to be given back."""

    id: Named[UUID] = Column(primary_key=True)
    recall_id: Named[UUID] = Column(ForeignKey("syndication.recall.id"), index=True)
    part_id: Named[UUID] = Column(ForeignKey("syndication.part.id"), index=True)
    currency: Named[str] = Column(CHAR(3))
    amount_minor: Named[int] = Column(BigInteger)
    day: Named[date] = Column(Date)


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
distribution = Table(
    "distribution", metadata, _DistributionColumns, Index(None, "loan_id"), schema=SCHEMA
)
part = Table(
    "part",
    metadata,
    _PartColumns,
    CheckConstraint(
        "status IN ('kept', 'waiting', 'paying', 'paid', 'set_off', 'called_back')", name="status"
    ),
    CheckConstraint(
        "set_off_minor >= 0 AND set_off_minor <= principal_minor + interest_minor + penalty_minor",
        name="set_off_minor",
    ),
    CheckConstraint(
        "principal_minor >= 0 AND interest_minor >= 0 AND penalty_minor >= 0", name="amounts"
    ),
    CheckConstraint(
        "(payment_order_id IS NOT NULL) = (status IN ('paying', 'paid'))", name="payment_order_id"
    ),
    currency_check(),
    UniqueConstraint("repayment_id", "revision", "organisation_id"),
    schema=SCHEMA,
)
recall = Table(
    "recall",
    metadata,
    _RecallColumns,
    CheckConstraint(
        "settled_minor >= 0 AND settled_minor <= amount_minor AND amount_minor > 0", name="amounts"
    ),
    currency_check(),
    UniqueConstraint("part_id"),
    Index(None, "loan_id", "organisation_id"),
    schema=SCHEMA,
)
set_off = Table(
    "set_off",
    metadata,
    _SetOffColumns,
    CheckConstraint("amount_minor > 0", name="amount_minor"),
    currency_check(),
    schema=SCHEMA,
)
Index("ix_part_waiting", part.c.id, postgresql_where=part.c.status == "waiting")

own_data(funder, "organisation_id", "institution_id")
own_data(distribution, "institution_id")
own_data(part, "organisation_id", "institution_id")
own_data(recall, "organisation_id", "institution_id")
follows(set_off, "recall_id", recall)
follows(loan, "id", funder, key="loan_id", made_before=True)
