"""What the ledger tells the world."""

from __future__ import annotations

from dataclasses import dataclass

from rongqu.kernel.events import Event
from rongqu.kernel.ids import EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPosted(Event):
    """The accounts of its parties have changed."""

    name = "ledger.entry_posted.v1"
    subject_id: EntryId
    reference: str
