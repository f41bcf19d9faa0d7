"""What the ledger tells the world. Entries are not told: the journal is their record, and whoever
posts one says what it was for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.ids import EntryId, HoldId, ProofId
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldVoided(Event):
    """What was left of the hold is available again."""

    name = "ledger.hold_voided.v1"
    subject_id: HoldId
    reference: str
    left: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldExpired(Event):
    """Nobody took it in time: what was left of it is available again."""

    name = "ledger.hold_expired.v1"
    subject_id: HoldId
    reference: str
    left: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryReversed(Event):
    """Its postings have been taken back by those of another entry."""

    name = "ledger.entry_reversed.v1"
    subject_id: EntryId
    reference: str
    reversal_id: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerClosed(Event):
    """No entry counts for the day `through` or an earlier one any more. `sha256` is of all entries
    of the period: none of them can be changed unseen."""

    name = "ledger.period_closed.v1"
    subject_id: UUID
    through: date
    entries: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BooksProved(Event):
    """Balances were held against the postings that made them."""

    name = "ledger.books_proved.v1"
    subject_id: ProofId
    is_exact: bool
