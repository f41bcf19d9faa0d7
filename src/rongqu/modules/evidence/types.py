"""Frozen records and enums of evidence that cross its door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

Statement = Mapping[str, Any]
"""An event as JSON: who, when, about what, and what it says."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What enters the log: an event and its canonical JSON."""

    event_id: UUID
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A fact on record. `fact` and `salt` are None when it was erased: the commitment stays."""

    index: int
    event_id: UUID
    fact: str | None
    salt: bytes | None
    commitment: bytes
    appended_at: datetime


class ErasureGround(StrEnum):
    REQUEST = "request"
    """The person whom it is about has asked for it."""
    ORDER = "order"
    """A court or an authority has ordered it."""
    MISTAKE = "mistake"
    """It should never have been written, such as a name in a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedErasure:
    """`reference`: the number of the request or order; it stays on record, so it names nobody."""

    event_id: UUID
    ground: ErasureGround
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """A lawful one, proved by the entry that tells of it."""

    entry: int
    erased_at: datetime
    ground: ErasureGround
    reference: str


@dataclass(frozen=True, slots=True)
class EventLine:
    event_id: UUID
    name: str
    occurred_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCheckpoint:
    """The newest one says what the log is: `note` is signed, the rest is read from it."""

    size: int
    root: bytes
    note: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchoring:
    """A checkpoint that somebody outside has taken: nobody can write the log anew behind it."""

    id: UUID
    anchor: str
    size: int
    note: str
    reference: str
    receipt: bytes
    anchored_at: datetime


class Damage(StrEnum):
    """What somebody did to the record behind the platform's back."""

    EVENT_CHANGED = "event_changed"
    EVENT_DELETED = "event_deleted"
    EVENT_INSERTED = "event_inserted"
    FACT_CHANGED = "fact_changed"
    FACT_DELETED = "fact_deleted"
    """The content of a fact, or the salt that proves it, and no erasure is on record."""
    ENTRY_MOVED = "entry_moved"
    ENTRY_MISSING = "entry_missing"
    ENTRY_INSERTED = "entry_inserted"
    TILE_CHANGED = "tile_changed"
    CHECKPOINT_CHANGED = "checkpoint_changed"
    LOG_SHORTENED = "log_shortened"
    OTHER_HISTORY = "other_history"
    """A witness or a chain has seen another log under this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`intact_at` is when it was last known to be whole. `was` is None when nobody can know."""

    damage: Damage
    index: int | None = None
    event_id: UUID | None = None
    intact_at: datetime | None = None
    was: Statement | None = None
    now: Statement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One pass over the whole record."""

    id: UUID
    started_at: datetime
    ended_at: datetime
    size: int
    findings: tuple[Finding, ...]
    more_findings: int
    """Found, but not kept one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An entry as it is now, checked while it was read."""

    entry: Entry
    statement: Statement | None
    leaf_hash: bytes
    checkpoint: SignedCheckpoint
    findings: tuple[Finding, ...]
    erasure: Erasure | None
    """What took the content away, where that was lawful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogState:
    checkpoint: SignedCheckpoint | None
    waiting: int
    last_audit: Audit | None
    origin: str
    verifier_key: str
