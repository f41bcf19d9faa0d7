"""What happens to things that secure loans. The subject is the application, then the contract."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemKept(Event):
    """Its record was written, for the first time or anew."""

    name = "collateral.item_kept.v1"
    item_id: UUID
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRemoved(Event):
    name = "collateral.item_removed.v1"
    item_id: UUID
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsDeclared(Event):
    """The owner has handed them in as theirs."""

    name = "collateral.items_declared.v1"
    item_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemJudged(Event):
    """The lender accepted or refused it; `value` where it is lower than the computed one."""

    name = "collateral.item_judged.v1"
    item_id: UUID
    kind: str
    verdict: str
    value: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsPledged(Event):
    """All that was accepted secures the contract from now on."""

    name = "collateral.items_pledged.v1"
    application_id: UUID
    item_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerAnswered(Event):
    """Subject: the application. Another platform was asked whether the thing is pledged there:
    `answer` is free, pledged, or silent when it has not answered."""

    name = "collateral.peer_answered.v1"
    enterprise_id: UUID
    institution_id: UUID
    item_id: UUID
    kind: str
    peer: str
    occasion: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentPeersDue(Event):
    """Subject: the application. A person wants those asked again that have not answered."""

    name = "collateral.silent_peers_due.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerAsked(Event):
    """Subject: the inquiry. Another platform has asked about so many `things`, and was told that so
    many of them are `pledged` here."""

    name = "collateral.peer_asked.v1"
    peer: str
    things: int
    pledged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsReleased(Event):
    """The loan was paid back, or its contract never came to be."""

    name = "collateral.items_released.v1"
    application_id: UUID
    item_ids: tuple[UUID, ...]
