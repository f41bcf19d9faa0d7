"""Tables of funding; private to the module."""

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
    Named,
    Table,
    Text,
    TypedColumns,
)

from rongqu.infra.row_security import own_data
from rongqu.infra.tables import currency_check, metadata

SCHEMA = "servicing"


class _FunderColumns(TypedColumns):
    loan_id: Named[UUID] = Column(ForeignKey("servicing.loan.id"), primary_key=True)
    organisation_id: Named[UUID] = Column(primary_key=True)
    share_minor: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))


class _DistributionColumns(TypedColumns):
    """One funder's part of one repayment."""

    repayment_id: Named[UUID] = Column(primary_key=True)
    organisation_id: Named[UUID] = Column(primary_key=True)
    loan_id: Named[UUID] = Column(ForeignKey("servicing.loan.id"), index=True)
    day: Named[date] = Column(Date)
    currency: Named[str] = Column(CHAR(3))
    principal_minor: Named[int] = Column(BigInteger)
    interest_minor: Named[int] = Column(BigInteger)
    penalty_minor: Named[int] = Column(BigInteger)
    reference: Named[str] = Column(Text)


funder = Table(
    "funder",
    metadata,
    _FunderColumns,
    CheckConstraint("share_minor > 0", name="share_minor"),
    currency_check(),
    schema=SCHEMA,
)
distribution = Table(
    "distribution", metadata, _DistributionColumns, currency_check(), schema=SCHEMA
)

own_data(funder, "organisation_id")
own_data(distribution, "organisation_id")
