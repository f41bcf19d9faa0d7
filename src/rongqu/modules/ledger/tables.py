"""Tables of the ledger. What guards them are triggers, written down in the migration:

entries and postings never change; a statement that adds postings balances each entry, and carries
them into the balances at once; nothing else changes a balance.
"""

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
    Named,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
)

from rongqu.infra.tables import AmountColumns, Instant, currency_check, metadata


class _EntryColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    reference: Named[str] = Column(Text, unique=True)
    effective_on: Named[date]
    booked_on: Named[date]
    posted_at: Named[datetime] = Column(Instant)


class _PostingColumns(AmountColumns):
    entry_id: Named[UUID] = Column(ForeignKey("ledger.entry.id"), primary_key=True)
    number: Named[int] = Column(SmallInteger, primary_key=True)
    account_code: Named[str] = Column(Text)
    account_owner: Named[UUID]


class _BalanceColumns(TypedColumns):
    """`part`: an account that everybody posts to is kept in parts, so that nobody waits for it."""

    account_code: Named[str] = Column(Text, primary_key=True)
    account_owner: Named[UUID] = Column(primary_key=True)
    currency: Named[str] = Column(CHAR(3), primary_key=True)
    part: Named[int] = Column(SmallInteger, primary_key=True)
    debit_minor: Named[int] = Column(BigInteger)


entry = Table("entry", metadata, _EntryColumns, schema="ledger")
posting = Table(
    "posting",
    metadata,
    _PostingColumns,
    currency_check(),
    CheckConstraint("amount_minor <> 0", name="amount_minor"),
    Index(None, "account_code", "account_owner", "currency", "entry_id"),
    schema="ledger",
)
balance = Table(
    "balance",
    metadata,
    _BalanceColumns,
    CheckConstraint(
        "account_code NOT IN ('custody', 'frozen') OR debit_minor <= 0", name="not_overdrawn"
    ),
    CheckConstraint("part = 0 OR account_code IN ('bank_settlement', 'fee_income')", name="part"),
    schema="ledger",
)
