"""What an event is: a fact, in the past tense, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`name` carries a version and never changes: the log keeps old events for good.

    `subject_id` is the thing it happened to; events of one subject are delivered in order.
    `parties` are the organisations it concerns: they hear of it live, and their staff and the
    auditor find it under them. An event never carries personal data but
    masked.
    """

    name: ClassVar[str]
    subject_id: UUID
    parties: tuple[UUID, ...] = ()
