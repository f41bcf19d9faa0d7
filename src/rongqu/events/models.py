"""What models tells: whose word counts, and since when."""

from __future__ import annotations

from dataclasses import dataclass

from rongqu.kernel.changes import ChangeEvent
from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRegistered(Event):
    """Subject: the version. Its signature was one of a key that is trusted here."""

    name = "models.registered.v1"
    number: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAppointed(ChangeEvent):
    """Subject: the version. Two people have agreed; `post` is champion or challenger."""

    name = "models.appointed.v1"
    number: int
    post: str
    before: int
    """Number of the champion until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRolledBack(ChangeEvent):
    """Subject: the version that decides again; `before` is what decided until then."""

    name = "models.rolled_back.v1"
    number: int
    before: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowEnded(Event):
    """Subject: the version, which no longer answers beside the champion."""

    name = "models.shadow_ended.v1"
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRunStarted(Event):
    """Subject: the run, in which a challenger learns anew."""

    name = "models.run_started.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRunEnded(Event):
    """Subject: the run; `number` is of the challenger that waits for a second person."""

    name = "models.run_ended.v1"
    status: str
    number: int | None
