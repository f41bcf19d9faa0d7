"""Tables of payments; private to the room."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Named,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)

from rongqu.infra.row_security import follows, own_data, platform_only
from rongqu.infra.tables import AmountColumns, Instant, currency_check, metadata


class _AccountColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    organisation_id: Named[UUID] = Column(unique=True)
    name: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    account_no: Named[str | None] = Column(Text, unique=True)
    reason_code: Named[str | None] = Column(Text)
    requested_at: Named[datetime] = Column(Instant)
    opened_at: Named[datetime | None] = Column(Instant)
    frozen_by: Named[UUID | None]
    """The order to freeze that holds, whatever the status."""
    bank_frozen_by: Named[UUID | None]
    """The one that the bank has confirmed."""
    bank_told_of: Named[UUID | None]
    """The one that the bank was told of last: its answer may be lost and the account blocked."""


class _OrderColumns(AmountColumns):
    """`ask_at`: when the bank is asked next, as long as the order has not ended."""

    id: Named[UUID] = Column(primary_key=True)
    kind: Named[str] = Column(Text)
    payer_id: Named[UUID | None]
    payee_id: Named[UUID | None]
    fee_minor: Named[int] = Column(BigInteger)
    product: Named[str | None] = Column(Text)
    reference: Named[UUID] = Column(index=True)
    status: Named[str] = Column(Text)
    reason_code: Named[str | None] = Column(Text)
    value_date: Named[date]
    attempts: Named[int] = Column(SmallInteger)
    asks: Named[int] = Column(SmallInteger)
    bank_order_no: Named[str | None] = Column(Text)
    batch_id: Named[UUID | None] = Column(ForeignKey("payments.payment_batch.id"), index=True)
    ordered_by: Named[UUID]
    ordered_at: Named[datetime] = Column(Instant)
    sent_at: Named[datetime | None] = Column(Instant)
    ask_at: Named[datetime | None] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)
    settled_on: Named[date | None]
    contradicted_at: Named[datetime | None] = Column(Instant)


class _BatchColumns(AmountColumns):
    """Orders told in one message. `answered_at`: the bank's report of it came, however late."""

    id: Named[UUID] = Column(primary_key=True)
    orders: Named[int] = Column(Integer)
    sent_at: Named[datetime] = Column(Instant)
    answered_at: Named[datetime | None] = Column(Instant)


class _NoteColumns(TypedColumns):
    """The trace of an order. The id of a call-back is the bank's, so it is noted once."""

    id: Named[UUID] = Column(primary_key=True)
    order_id: Named[UUID] = Column(ForeignKey("payments.payment_order.id"))
    kind: Named[str] = Column(Text)
    effect: Named[str] = Column(Text)
    says: Named[str | None] = Column(Text)
    reason_code: Named[str | None] = Column(Text)
    remark: Named[str | None] = Column(Text)
    noted_at: Named[datetime] = Column(Instant)


class _StatementColumns(TypedColumns):
    """`sha256` of the document: the same one again is known, another under its number refused."""

    id: Named[UUID] = Column(primary_key=True)
    number: Named[str] = Column(Text)
    account_no: Named[str] = Column(Text)
    sha256: Named[str] = Column(Text)
    from_on: Named[date]
    to_on: Named[date]
    currency: Named[str] = Column(CHAR(3))
    opening_minor: Named[int] = Column(BigInteger)
    closing_minor: Named[int] = Column(BigInteger)
    ledger_minor: Named[int] = Column(BigInteger)
    source: Named[str] = Column(Text)
    imported_by: Named[UUID]
    imported_at: Named[datetime] = Column(Instant)


class _BreakColumns(AmountColumns):
    """`amount_minor`: by how much the bank has more than the books because of it."""

    id: Named[UUID] = Column(primary_key=True)
    statement_id: Named[UUID] = Column(ForeignKey("payments.statement.id"))
    reason: Named[str] = Column(Text)
    order_id: Named[UUID | None] = Column(index=True)
    status: Named[str] = Column(Text)
    opened_on: Named[date]
    opened_at: Named[datetime] = Column(Instant)
    assigned_to: Named[UUID | None]
    closed_at: Named[datetime | None] = Column(Instant)
    closed_by: Named[UUID | None]
    remark: Named[str | None] = Column(Text)


class _LineColumns(AmountColumns):
    """Without a break it is matched."""

    statement_id: Named[UUID] = Column(ForeignKey("payments.statement.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True)
    booked_on: Named[date]
    value_on: Named[date]
    bank_reference: Named[str | None] = Column(Text)
    end_to_end: Named[str | None] = Column(Text)
    sub_account: Named[str | None] = Column(Text)
    kind: Named[str | None] = Column(Text)
    text: Named[str | None] = Column(Text)
    order_id: Named[UUID | None] = Column(index=True)
    break_id: Named[UUID | None] = Column(ForeignKey("payments.break_item.id"), index=True)


custody_account = Table(
    "custody_account",
    metadata,
    _AccountColumns,
    CheckConstraint("status IN ('opening', 'open', 'refused')", name="status"),
    CheckConstraint("(status = 'open') = (account_no IS NOT NULL)", name="account_no"),
    CheckConstraint("(status = 'refused') = (reason_code IS NOT NULL)", name="reason_code"),
    schema="payments",
)
payment_batch = Table("payment_batch", metadata, _BatchColumns, currency_check(), schema="payments")
payment_order = Table(
    "payment_order",
    metadata,
    _OrderColumns,
    currency_check(),
    CheckConstraint("amount_minor > 0", name="amount_minor"),
    CheckConstraint("fee_minor >= 0 AND fee_minor < amount_minor", name="fee_minor"),
    CheckConstraint("(payer_id IS NULL) = (kind = 'top_up')", name="payer_id"),
    CheckConstraint("(payee_id IS NULL) = (kind = 'withdrawal')", name="payee_id"),
    CheckConstraint(
        "kind IN ('payout', 'collection', 'top_up', 'withdrawal',"
        " 'subscription', 'distribution', 'trade', 'share', 'service')",
        name="kind",
    ),
    CheckConstraint(
        "status IN ('ordered', 'sent', 'accepted', 'unknown', 'settled', 'failed')", name="status"
    ),
    CheckConstraint("(status = 'failed') = (reason_code IS NOT NULL)", name="reason_code"),
    CheckConstraint("(status = 'settled') = (settled_on IS NOT NULL)", name="settled_on"),
    CheckConstraint(
        "(status IN ('settled', 'failed')) = (ended_at IS NOT NULL)"
        " AND (ended_at IS NULL) = (ask_at IS NOT NULL)",
        name="ended_at",
    ),
    Index(None, "payer_id", "id"),
    Index(None, "payer_id", "ordered_at"),
    Index(None, "payee_id", "ordered_at"),
    Index(None, "payee_id", "id"),
    Index(None, "status", "id"),
    schema="payments",
)
Index(
    "ix_payment_order_ask_at",
    payment_order.c.ask_at,
    postgresql_where=payment_order.c.ask_at.is_not(None),
)
order_note = Table(
    "order_note",
    metadata,
    _NoteColumns,
    Index(None, "order_id", "noted_at"),
    schema="payments",
)
statement = Table(
    "statement",
    metadata,
    _StatementColumns,
    CheckConstraint("currency ~ '^[A-Z]{3}$'", name="currency"),
    CheckConstraint("from_on <= to_on", name="period"),
    CheckConstraint("source IN ('upload', 'command', 'bank')", name="source"),
    UniqueConstraint("account_no", "number"),
    UniqueConstraint("account_no", "to_on"),
    schema="payments",
)
break_item = Table(
    "break_item",
    metadata,
    _BreakColumns,
    currency_check(),
    CheckConstraint("status IN ('open', 'explained', 'written_off')", name="status"),
    CheckConstraint("(status = 'open') = (closed_at IS NULL)", name="closed_at"),
    Index(None, "status", "id"),
    Index(None, "statement_id", "id"),
    schema="payments",
)
statement_line = Table(
    "statement_line", metadata, _LineColumns, currency_check(), schema="payments"
)

own_data(custody_account, "organisation_id", read_by_all=True)
own_data(payment_order, "payer_id", "payee_id")
follows(order_note, "order_id", payment_order)
platform_only(payment_batch, statement, statement_line, break_item, why="with the bank only")
