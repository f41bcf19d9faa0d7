"""What one agrees to who seals many documents at once."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from rongqu.modules.sealing.errors import (
    ListChanged,
    NotAgreed,
    SealingHasEnded,
    SealingNotOpen,
)
from rongqu.modules.sealing.types import Sealing, SealingStatus

MOST_DOCUMENTS = 1_000
"""At once: a list that a person can still look through, and an answer of some hundred kilobytes."""


def hash_list(documents: Iterable[tuple[UUID, str]]) -> str:
    """SHA-256 over a line for each document, `<envelope> <its SHA-256>`, in the list's order."""
    lines = (f"{envelope_id} {own}\n" for envelope_id, own in documents)
    return sha256("".join(lines).encode()).hexdigest()


def check_can_agree(sealing: Sealing, agreed: str) -> None:
    check_is_open(sealing)
    if agreed != sealing.sha256:
        raise ListChanged(sealing_id=sealing.id)


def check_has_not_ended(sealing: Sealing) -> None:
    if sealing.status not in (SealingStatus.OPEN, SealingStatus.SEALING):
        raise SealingHasEnded(sealing_id=sealing.id, status=sealing.status)


def check_can_resume(sealing: Sealing) -> None:
    check_has_not_ended(sealing)
    if sealing.status is SealingStatus.OPEN:
        raise NotAgreed(sealing_id=sealing.id)


def check_is_open(sealing: Sealing) -> None:
    if sealing.status is not SealingStatus.OPEN:
        raise SealingNotOpen(sealing_id=sealing.id, status=sealing.status)
