"""Tables of the ledger. What guards them are triggers, written down in the migration:

entries and postings never change; a statement that adds postings balances each entry, and carries
them into the balances at once; nothing but postings and holds changes a balance.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CHAR,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Named,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)

from rongqu.infra.row_security import follows, own_data, platform_only, shared, works_as_owner
from rongqu.infra.tables import Instant, currency_check, metadata


class _ChartColumns(TypedColumns):
    """`parts`: an account that everybody posts to is kept in parts, so that nobody waits for it."""

    code: Named[str] = Column(Text, primary_key=True)
    side: Named[str] = Column(Text)
    owned_by: Named[str] = Column(Text)
    is_limited: Named[bool] = Column(Boolean)
    parts: Named[int] = Column(SmallInteger)


class _AccountColumns(TypedColumns):
    id: Named[int] = Column(BigInteger, Identity(always=True), primary_key=True)
    code: Named[str] = Column(Text, ForeignKey("ledger.chart.code"))
    owner: Named[UUID]
    currency: Named[str] = Column(CHAR(3))
    parts: Named[int] = Column(SmallInteger)


class _HoldColumns(TypedColumns):
    """`left_minor` is what is held still, `posted_minor` what entries have taken of it."""

    id: Named[UUID] = Column(primary_key=True)
    account_id: Named[int] = Column(BigInteger, ForeignKey("ledger.account.id"))
    reference: Named[str] = Column(Text)
    amount_minor: Named[int] = Column(BigInteger)
    left_minor: Named[int] = Column(BigInteger)
    posted_minor: Named[int] = Column(BigInteger)
    status: Named[str] = Column(Text)
    placed_at: Named[datetime] = Column(Instant)
    expires_at: Named[datetime | None] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)


class _EntryColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    reference: Named[str] = Column(Text, unique=True)
    effective_on: Named[date]
    booked_on: Named[date]
    posted_at: Named[datetime] = Column(Instant)
    posted_by: Named[UUID]
    correlation_id: Named[UUID]
    hold_id: Named[UUID | None] = Column(ForeignKey("ledger.hold.id"))
    reverses: Named[UUID | None] = Column(ForeignKey("ledger.entry.id"))


class _PostingColumns(TypedColumns):
    entry_id: Named[UUID] = Column(ForeignKey("ledger.entry.id"), primary_key=True)
    number: Named[int] = Column(SmallInteger, primary_key=True)
    account_id: Named[int] = Column(BigInteger, ForeignKey("ledger.account.id"))
    amount_minor: Named[int] = Column(BigInteger)


class _EntryProductColumns(TypedColumns):
    """Of entries with revenue of the platform: the kind of product that it comes from."""

    entry_id: Named[UUID] = Column(ForeignKey("ledger.entry.id"), primary_key=True)
    product: Named[str] = Column(Text)


class _BalanceColumns(TypedColumns):
    account_id: Named[int] = Column(BigInteger, ForeignKey("ledger.account.id"), primary_key=True)
    part: Named[int] = Column(SmallInteger, primary_key=True)
    parts: Named[int] = Column(SmallInteger)
    debit_minor: Named[int] = Column(BigInteger)
    held_minor: Named[int] = Column(BigInteger)
    is_limited: Named[bool] = Column(Boolean)


class _ClosingColumns(TypedColumns):
    """No entry counts for the day `through` or an earlier one any more. `sha256` is of its entries,
    as `digests.py` has it."""

    through: Named[date] = Column(primary_key=True)
    closed_at: Named[datetime] = Column(Instant)
    closed_by: Named[UUID]
    entries: Named[int] = Column(BigInteger)
    sha256: Named[str] = Column(Text)


class _ProofColumns(TypedColumns):
    """What was counted, and how much of it did not agree: four zeros, or an alarm."""

    id: Named[UUID] = Column(primary_key=True)
    proved_at: Named[datetime] = Column(Instant)
    accounts: Named[int] = Column(BigInteger)
    entries: Named[int] = Column(BigInteger)
    postings: Named[int] = Column(BigInteger)
    wrong_balances: Named[int] = Column(BigInteger)
    wrong_holds: Named[int] = Column(BigInteger)
    unbalanced_entries: Named[int] = Column(BigInteger)
    changed_periods: Named[int] = Column(BigInteger)


chart = Table(
    "chart",
    metadata,
    _ChartColumns,
    CheckConstraint("side IN ('debit', 'credit')", name="side"),
    CheckConstraint(
        "owned_by IN ('platform', 'organisation', 'loan', 'agreement')", name="owned_by"
    ),
    CheckConstraint("NOT is_limited OR (side = 'credit' AND parts = 1)", name="limited"),
    CheckConstraint("parts BETWEEN 1 AND 64", name="parts"),
    schema="ledger",
)
account = Table(
    "account",
    metadata,
    _AccountColumns,
    currency_check(),
    UniqueConstraint("code", "owner", "currency"),
    schema="ledger",
)
hold = Table(
    "hold",
    metadata,
    _HoldColumns,
    CheckConstraint("status IN ('open', 'posted', 'voided', 'expired')", name="status"),
    CheckConstraint(
        "amount_minor > 0 AND left_minor >= 0 AND posted_minor >= 0"
        " AND left_minor + posted_minor <= amount_minor",
        name="amounts",
    ),
    CheckConstraint(
        "(status = 'open') = (left_minor > 0) AND (status = 'open') = (ended_at IS NULL)",
        name="open",
    ),
    Index(None, "account_id", "id"),
    schema="ledger",
)
Index("ix_hold_expires_at", hold.c.expires_at, postgresql_where=hold.c.status == "open")
entry = Table("entry", metadata, _EntryColumns, schema="ledger")
Index(
    "ix_entry_reverses",
    entry.c.reverses,
    unique=True,
    postgresql_where=entry.c.reverses.is_not(None),
)
Index("ix_entry_hold_id", entry.c.hold_id, postgresql_where=entry.c.hold_id.is_not(None))
Index("ix_entry_days", entry.c.booked_on, entry.c.effective_on, postgresql_using="brin")
posting = Table(
    "posting",
    metadata,
    _PostingColumns,
    CheckConstraint("amount_minor <> 0", name="amount_minor"),
    Index(None, "account_id", "entry_id"),
    schema="ledger",
)
entry_product = Table("entry_product", metadata, _EntryProductColumns, schema="ledger")
balance = Table(
    "balance",
    metadata,
    _BalanceColumns,
    CheckConstraint("held_minor >= 0", name="held_minor"),
    CheckConstraint("NOT is_limited OR debit_minor + held_minor <= 0", name="not_overdrawn"),
    schema="ledger",
)
closing = Table("closing", metadata, _ClosingColumns, schema="ledger")
proof = Table("proof", metadata, _ProofColumns, schema="ledger")

own_data(account, "owner")
for _part in (balance, hold, posting):
    follows(_part, "account_id", account)
follows(entry, "id", posting, "entry_id")
follows(entry_product, "entry_id", posting, "entry_id")
shared(chart, closing, why="the same for everybody who posts")
platform_only(proof, why="of all accounts together")
works_as_owner(
    *("ledger.post", "ledger.book_transfer", "ledger.open_accounts", "ledger.open_balance")
)
