"""Personal data of companies: encrypted, with blind indexes for exact search."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    LargeBinary,
    Named,
    Table,
    Text,
    TypedColumns,
)

from rongqu.infra.histories import kept_with_history
from rongqu.infra.row_security import own_data
from rongqu.infra.tables import Instant, PiiText, metadata
from rongqu.kernel.pii import BankAccountNumber, IdNumber, PersonName

SCHEMA = "parties"


class _RepresentativeColumns(TypedColumns):
    """`id_digest`: a keyed hash, by which the same person is found at several companies."""

    enterprise_id: Named[UUID] = Column(ForeignKey("parties.enterprise.id"), primary_key=True)
    name: Named[PersonName] = Column(PiiText(PersonName))
    id_number: Named[IdNumber] = Column(PiiText(IdNumber))
    id_digest: Named[bytes] = Column(LargeBinary, index=True)
    stated_by: Named[UUID]
    stated_at: Named[datetime] = Column(Instant)


class _BankAccountColumns(TypedColumns):
    enterprise_id: Named[UUID] = Column(ForeignKey("parties.enterprise.id"), primary_key=True)
    bank: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    number: Named[BankAccountNumber] = Column(PiiText(BankAccountNumber))
    number_digest: Named[bytes] = Column(LargeBinary, index=True)
    stated_by: Named[UUID]
    stated_at: Named[datetime] = Column(Instant)


representative = Table("representative", metadata, _RepresentativeColumns, schema=SCHEMA)
bank_account = Table(
    "bank_account",
    metadata,
    _BankAccountColumns,
    CheckConstraint("kind IN ('card', 'company')", name="kind"),
    schema=SCHEMA,
)
for _table in (representative, bank_account):
    own_data(_table, "enterprise_id")
kept_with_history(representative, "name", "id_number")
kept_with_history(bank_account, "bank", "kind", "number")
