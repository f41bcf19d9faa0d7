"""What sealing tells the world."""

from __future__ import annotations

from dataclasses import dataclass

from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingOpened(Event):
    """Somebody chose documents that their organisation's seal is to stand on; `sha256` is of the
    list of their hashes."""

    name = "sealing.opened.v1"
    documents: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingAgreed(Event):
    """The actor of this event proved to be who they are and agreed to the list with this hash, for
    each document on it; the seals follow."""

    name = "sealing.agreed.v1"
    method: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingEnded(Event):
    """Each document of the list has the seal, or stands there with the reason why not."""

    name = "sealing.ended.v1"
    sealed: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingResumed(Event):
    """What is left of an agreed list is tried again, by somebody's wish."""

    name = "sealing.resumed.v1"
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingWithdrawn(Event):
    """What was left of a list gets no seal by it; the documents wait for the seal as before."""

    name = "sealing.withdrawn.v1"
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingExpired(Event):
    """Nobody agreed to the list in time; the documents wait for the seal as before."""

    name = "sealing.expired.v1"
    left: int
