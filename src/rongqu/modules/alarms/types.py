"""What was refused, and what traps were touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rongqu.kernel.pii import PersonName


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """How often, and when last. One of `name`, `address` and `subject_id` says of what."""

    times: int
    last_at: datetime
    name: str | None = None
    address: str | None = None
    subject_id: UUID | None = None
    display_name: PersonName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trapped:
    """A canary that somebody touched. `opened_by`: who, when it was somebody known; by `due_at`
    somebody has to be looking into it."""

    name: str
    subject_id: UUID
    at: datetime
    due_at: datetime
    address: str | None
    opened_by: UUID | None
    display_name: PersonName | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attacks:
    since: datetime
    trapped: tuple[Trapped, ...]
    kinds: tuple[Tried, ...]
    addresses: tuple[Tried, ...]
    accounts: tuple[Tried, ...]
