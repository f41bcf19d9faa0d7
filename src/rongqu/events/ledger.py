"""What the ledger tells the world. Entries are not told: the journal is their record, and whoever
posts one says what it was for."""

from __future__ import annotations

from dataclasses import dataclass

from rongqu.kernel.events import Event
from rongqu.kernel.ids import HoldId
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
