"""What exits tell the world. Parties hear of it: the issuer, and holders where said."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitProposed(Event):
    """Subject: the exit. Parties: issuer and holders. `amount`: the most that the holders get."""

    name = "exits.exit_proposed.v1"
    offering_id: UUID
    title: str
    kind: str
    units: Money
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitAnswered(Event):
    """Subject: the exit. Party: the holder."""

    name = "exits.exit_answered.v1"
    units: Money
    accepts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitDecided(Event):
    """Subject: the exit. Parties: issuer and holders. Agreed: the payments are ordered; or else it
    has lapsed."""

    name = "exits.exit_decided.v1"
    offering_id: UUID
    title: str
    kind: str
    is_agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitCompleted(Event):
    """Subject: the exit. Party: the issuer. The bank has paid or refused every part."""

    name = "exits.exit_completed.v1"
    offering_id: UUID
