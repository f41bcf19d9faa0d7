"""The page role × permission, made from the rooms' `permissions.py` and `default_roles.toml`."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from rongqu import rooms
from rongqu.modules.identity.public import Role, all_roles

UNGRANTED: dict[str, str] = {
    "risk:grant_sight": "the system grants it when an application is submitted; people do not",
}
"""Permissions that no role has by default, and why."""


def declared_permissions() -> dict[str, str]:
    """Permission -> what its declaration says about it, for every room."""
    declared: dict[str, str] = {}
    for room in rooms.ROOMS:
        name = f"rongqu.modules.{room}.permissions"
        if find_spec(name):
            declared |= dict(_permissions_of(import_module(name)))
    return declared


def permissions_page() -> str:
    roles = list(all_roles().values())
    lines = [
        "# Roles and permissions\n",
        "Who may do what by default. Made from the rooms' `permissions.py` and "
        "`src/rongqu/modules/identity/default_roles.toml`. What a permission shows is further "
        "limited to the reader's own organisation, unless its name ends in `view_everywhere`.\n",
    ]
    for portal in dict.fromkeys(role.portal for role in roles):
        here = [role for role in roles if role.portal is portal]
        lines += [f"## {portal.value.capitalize()}\n", *_table(here)]
    lines += ["## Granted to no role\n"]
    granted = frozenset[str]().union(*(role.permissions for role in roles))
    missing = sorted(declared_permissions().keys() - granted)
    lines += [f"- `{name}`: {UNGRANTED.get(name, '')}" for name in missing] or ["None."]
    return "\n".join(lines) + "\n"


def _table(roles: list[Role]) -> Iterator[str]:
    notes = declared_permissions()
    yield f"| permission | {' | '.join(role.name.replace('_', ' ') for role in roles)} |"
    yield "| --- |" + " :-: |" * len(roles)
    for permission in sorted(frozenset[str]().union(*(role.permissions for role in roles))):
        marks = " | ".join("●" if permission in role.permissions else "" for role in roles)
        note = f" {notes[permission]}" if notes.get(permission) else ""
        yield f"| `{permission}`{note} | {marks} |"
    yield ""


def _permissions_of(module: ModuleType) -> Iterator[tuple[str, str]]:
    """The constants, each with the docstring that may stand under it."""
    lines = Path(inspect.getfile(module)).read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        name, equals, _ = line.partition(" = ")
        if equals and name.isupper() and isinstance(value := getattr(module, name), str):
            below = lines[number + 1] if number + 1 < len(lines) else ""
            yield value, below.strip('"') if below.startswith('"""') else ""
