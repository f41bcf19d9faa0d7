"""The table of loan contracts; private to the module. Signing has its own: `envelope_tables.py`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
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
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.row_security import own_data
from rongqu.infra.tables import Instant, currency_check, metadata


class _ContractColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    application_id: Named[UUID]
    enterprise_id: Named[UUID]
    enterprise_name: Named[str] = Column(Text)
    enterprise_uscc: Named[str] = Column(Text)
    institution_id: Named[UUID]
    institution_name: Named[str] = Column(Text)
    institution_uscc: Named[str] = Column(Text)
    product_id: Named[UUID]
    product_kind: Named[str] = Column(Text)
    product_name: Named[str] = Column(Text)
    principal_minor: Named[int] = Column(BigInteger)
    fee_minor: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))
    yearly_rate: Named[Decimal] = Column(Numeric)
    day_count: Named[str] = Column(Text)
    term_months: Named[int] = Column(SmallInteger)
    method: Named[str] = Column(Text)
    penalty_multiplier: Named[Decimal] = Column(Numeric)
    prepayment_fee_rate: Named[Decimal] = Column(Numeric)
    allocation: Named[list[str]] = Column(ARRAY(Text))
    structure: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]](), server_default=text("'{}'"))
    status: Named[str] = Column(Text)
    prepared_on: Named[date] = Column(Date)
    sign_by: Named[date] = Column(Date)
    template: Named[str | None] = Column(Text)
    document_key: Named[str | None] = Column(Text)
    document_size: Named[int | None] = Column(BigInteger)
    sha256: Named[str | None] = Column(Text)
    signed_at: Named[datetime | None] = Column(Instant)
    voided_at: Named[datetime | None] = Column(Instant)
    void_reason: Named[str | None] = Column(Text)


contract = Table(
    "contract",
    metadata,
    _ContractColumns,
    CheckConstraint(
        "status IN ('drafting', 'held', 'signing', 'signed', 'voided', 'brought')", name="status"
    ),
    CheckConstraint(
        "CASE status WHEN 'signed' THEN signed_at IS NOT NULL"
        " WHEN 'voided' THEN signed_at IS NULL OR void_reason = 'called_off'"
        " ELSE signed_at IS NULL END",
        name="signed_at",
    ),
    CheckConstraint("(status = 'voided') = (voided_at IS NOT NULL)", name="voided_at"),
    CheckConstraint(
        "status IN ('drafting', 'voided', 'brought') OR sha256 IS NOT NULL", name="document"
    ),
    CheckConstraint("principal_minor > 0 AND fee_minor >= 0", name="amounts"),
    CheckConstraint("enterprise_id <> institution_id", name="two_parties"),
    currency_check(),
    Index(
        "uq_contract_live_application_id",
        "application_id",
        unique=True,
        postgresql_where="status <> 'voided'",
    ),
    Index(None, "enterprise_id", "id"),
    Index(None, "institution_id", "id"),
    Index(None, "status", "sign_by"),
    schema="contracts",
)

own_data(contract, "enterprise_id", "institution_id")
