"""What papers tells the world."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSent(Event):
    """Somebody filled a text of the library and sent it; `beside`: a contract that waits for it."""

    name = "papers.paper_sent.v1"
    template: str
    sha256: str
    beside: UUID | None
