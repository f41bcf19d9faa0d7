"""What the steps of a day's end have in common."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from rongqu.kernel.actor import NOBODY

PLATFORM_HEARS = (NOBODY,)
"""Parties of the news of a day's end: operations hear all, nobody else is concerned."""


def subject_of(day: date) -> UUID:
    """A day as the subject of events: what is told of it keeps its order."""
    return uuid5(NOBODY, f"business day {day}")
