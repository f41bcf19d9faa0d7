"""Stored commands: what rooms let people ask for, and what is done once a second one agrees."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.modules.compliance.types import Approval

C = TypeVar("C")
Run = Callable[[Tx, Approval, C], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class StoredCommand:
    """`approve` is the permission of whoever decides; `run` acts as that person. `within`: who
    decides is of the same house as who asked, and nobody else, not even of the platform."""

    name: str
    approve: str
    content: type[Any]
    run: Run[Any]
    within: bool


_commands: dict[str, StoredCommand] = {}


def stored_command(
    name: str, *, approve: str, content: type[C], within: bool = False
) -> Callable[[Run[C]], Run[C]]:
    """Register what a command does when it is approved, in the transaction of the approval.

    In a room's `handlers.py`, so that every program knows it. Renaming a command orphans what
    waits under its old name.
    """

    def register(run: Run[C]) -> Run[C]:
        if name in _commands:
            raise ValueError(f"two stored commands are called {name}")
        _commands[name] = StoredCommand(name, approve, content, run, within)
        return run

    return register


def get_command(name: str) -> StoredCommand:
    return _commands[name]


def list_decidable(actor: Actor) -> list[str]:
    """The commands whose approvals the actor may give."""
    return [each.name for each in _commands.values() if actor.may(each.approve)]


def list_within() -> list[str]:
    """The commands that a house decides for itself."""
    return [each.name for each in _commands.values() if each.within]


def to_json(command: StoredCommand, content: object) -> dict[str, Any]:
    written: dict[str, Any] = _adapter(command.content).dump_python(content, mode="json")
    return written


def from_json(command: StoredCommand, content: dict[str, Any]) -> Any:
    return _adapter(command.content).validate_python(content)


@cache
def _adapter(content: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(content)
