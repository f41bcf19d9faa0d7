"""Tables of parties; private to the room.

`invoice` is the large one (ten million rows and more): no currency, because VAT invoices are in
yuan by law; no foreign keys, because rows come in sets that were joined with what they point to;
two indexes, one for the natural key and one for the id.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CHAR,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Named,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.histories import kept_with_history
from rongqu.infra.row_security import follows, own_data
from rongqu.infra.tables import Instant, PiiText, currency_check, metadata
from rongqu.kernel.pii import PersonName

SCHEMA = "parties"


class _EnterpriseColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    name: Named[str] = Column(Text)
    uscc: Named[str] = Column(CHAR(18), unique=True)
    alias: Named[str | None] = Column(Text, unique=True)
    industry_code: Named[str] = Column(Text, index=True)
    region_code: Named[str] = Column(CHAR(6), index=True)
    founded_on: Named[date] = Column(Date)
    registered_capital_minor: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))
    employees: Named[int] = Column(Integer)
    is_test: Named[bool] = Column(Boolean)
    registered_at: Named[datetime] = Column(Instant)
    updated_at: Named[datetime] = Column(Instant)


class _FiguresColumns(TypedColumns):
    enterprise_id: Named[UUID] = Column(ForeignKey("parties.enterprise.id"), primary_key=True)
    year: Named[int] = Column(SmallInteger, primary_key=True)
    revenue_minor: Named[int] = Column(BigInteger)
    net_assets_minor: Named[int] = Column(BigInteger)
    net_profit_minor: Named[int] = Column(BigInteger)
    total_liabilities_minor: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))
    stated_by: Named[UUID]
    stated_at: Named[datetime] = Column(Instant)


class _InstitutionColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    name: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    uscc: Named[str] = Column(CHAR(18), unique=True)
    region_code: Named[str] = Column(CHAR(6))
    registered_at: Named[datetime] = Column(Instant)


class _InvestorColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    name: Named[PersonName] = Column(PiiText(PersonName))
    kind: Named[str] = Column(Text)
    uscc: Named[str | None] = Column(CHAR(18), unique=True)
    registered_at: Named[datetime] = Column(Instant)


class _InvoiceColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True, server_default=func.uuidv7())
    enterprise_id: Named[UUID]
    import_id: Named[UUID]
    partner_id: Named[int] = Column(BigInteger)
    net_minor: Named[int] = Column(BigInteger)
    tax_minor: Named[int] = Column(BigInteger)
    issued_on: Named[date] = Column(Date)
    direction: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    number: Named[str] = Column(Text)
    code: Named[str] = Column(Text)


class _PartnerColumns(TypedColumns):
    """A counterparty as one enterprise's invoices name it: what one company's file says of a tax
    number is never shown to another company."""

    id: Named[int] = Column(BigInteger, Identity(always=True), primary_key=True)
    enterprise_id: Named[UUID]
    code: Named[str] = Column(Text)
    name: Named[str] = Column(Text)


class _MonthColumns(TypedColumns):
    enterprise_id: Named[UUID] = Column(primary_key=True)
    direction: Named[str] = Column(Text, primary_key=True)
    month: Named[date] = Column(Date, primary_key=True)
    net_minor: Named[int] = Column(BigInteger)
    tax_minor: Named[int] = Column(BigInteger)
    invoice_count: Named[int] = Column(Integer)
    void_count: Named[int] = Column(Integer)
    red_count: Named[int] = Column(Integer)


class _ImportColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    organisation_id: Named[UUID] = Column(index=True)
    enterprise_id: Named[UUID | None]
    direction: Named[str | None] = Column(Text)
    file_name: Named[str] = Column(Text)
    size: Named[int] = Column(BigInteger)
    sha256: Named[str | None] = Column(Text)
    received: Named[int] = Column(BigInteger)
    status: Named[str] = Column(Text)
    refusal_code: Named[str | None] = Column(Text)
    refusal_params: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    total_lines: Named[int | None] = Column(Integer)
    lines: Named[int] = Column(Integer)
    accepted: Named[int] = Column(Integer)
    updated: Named[int] = Column(Integer)
    already_there: Named[int] = Column(Integer)
    repeated: Named[int] = Column(Integer)
    refused: Named[int] = Column(Integer)
    refused_by_reason: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    first_on: Named[date | None] = Column(Date)
    last_on: Named[date | None] = Column(Date)
    header: Named[list[str]] = Column(ARRAY(Text))
    started_by: Named[UUID]
    started_at: Named[datetime] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)


class _PartColumns(TypedColumns):
    import_id: Named[UUID] = Column(ForeignKey("parties.invoice_import.id"), primary_key=True)
    starts_at: Named[int] = Column(BigInteger, primary_key=True)
    size: Named[int] = Column(Integer)


class _ShareColumns(TypedColumns):
    """What one import did for one enterprise."""

    import_id: Named[UUID] = Column(ForeignKey("parties.invoice_import.id"), primary_key=True)
    enterprise_id: Named[UUID] = Column(primary_key=True)
    accepted: Named[int] = Column(Integer)
    updated: Named[int] = Column(Integer)
    refused: Named[int] = Column(Integer)


class _RefusedColumns(TypedColumns):
    import_id: Named[UUID] = Column(ForeignKey("parties.invoice_import.id"), primary_key=True)
    line: Named[int] = Column(Integer, primary_key=True)
    reason: Named[str] = Column(Text)
    cells: Named[list[str]] = Column(ARRAY(Text))
    enterprise_id: Named[UUID | None]


enterprise = Table(
    "enterprise",
    metadata,
    _EnterpriseColumns,
    CheckConstraint("registered_capital_minor >= 0", name="registered_capital_minor"),
    CheckConstraint("employees >= 0", name="employees"),
    currency_check(),
    schema=SCHEMA,
)
figures = Table(
    "figures",
    metadata,
    _FiguresColumns,
    CheckConstraint("revenue_minor >= 0 AND total_liabilities_minor >= 0", name="not_negative"),
    currency_check(),
    schema=SCHEMA,
)
institution = Table(
    "institution",
    metadata,
    _InstitutionColumns,
    CheckConstraint(
        "kind IN ('bank', 'leasing', 'factoring', 'guarantee', 'park',"
        " 'law_firm', 'accounting_firm', 'appraiser')",
        name="kind",
    ),
    schema=SCHEMA,
)
investor = Table(
    "investor",
    metadata,
    _InvestorColumns,
    CheckConstraint("kind IN ('person', 'company')", name="kind"),
    CheckConstraint("(kind = 'company') = (uscc IS NOT NULL)", name="uscc"),
    schema=SCHEMA,
)
invoice = Table(
    "invoice",
    metadata,
    _InvoiceColumns,
    CheckConstraint("direction IN ('input', 'output')", name="direction"),
    CheckConstraint("status IN ('valid', 'offset', 'abnormal', 'void')", name="status"),
    UniqueConstraint("enterprise_id", "direction", "number", "code", name="uq_invoice_natural_key"),
    schema=SCHEMA,
)
partner = Table(
    "partner", metadata, _PartnerColumns, UniqueConstraint("enterprise_id", "code"), schema=SCHEMA
)
invoice_month = Table("invoice_month", metadata, _MonthColumns, schema=SCHEMA)
invoice_import = Table(
    "invoice_import",
    metadata,
    _ImportColumns,
    CheckConstraint(
        "status IN ('receiving', 'waiting', 'running', 'done', 'refused', 'cancelled')",
        name="status",
    ),
    CheckConstraint(
        "lines = accepted + updated + already_there + repeated + refused", name="every_line"
    ),
    CheckConstraint("received <= size", name="received"),
    schema=SCHEMA,
)
import_part = Table("import_part", metadata, _PartColumns, schema=SCHEMA)
import_share = Table("import_share", metadata, _ShareColumns, schema=SCHEMA)
refused_line = Table("refused_line", metadata, _RefusedColumns, schema=SCHEMA)

Index(
    "ix_invoice_import_unended",
    invoice_import.c.sha256,
    postgresql_where=invoice_import.c.ended_at.is_(None),
)

own_data(enterprise, "id", read_by_all=True)
own_data(institution, "id", read_by_all=True)
own_data(investor, "id")
for _part in (figures, invoice, partner, invoice_month):
    own_data(_part, "enterprise_id", opened=True)
own_data(invoice_import, "organisation_id", "enterprise_id")
for _part in (import_part, import_share, refused_line):
    follows(_part, "import_id", invoice_import)
kept_with_history(
    enterprise,
    "name",
    "industry_code",
    "region_code",
    "founded_on",
    "registered_capital_minor",
    "employees",
)
kept_with_history(
    figures, "revenue_minor", "net_assets_minor", "net_profit_minor", "total_liabilities_minor"
)
