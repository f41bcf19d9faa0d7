"""Which roles need a second factor and which permissions a fresh proof: data, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib import resources

ANY = "*"


@dataclass(frozen=True, slots=True)
class Protection:
    second_factor_roles: frozenset[str]
    step_up_permissions: frozenset[str]
    key_scopes: frozenset[str]
    separated: tuple[tuple[str, str], ...]
    four_eyes_roles: frozenset[str]

    def find_conflict(self, roles: Collection[str]) -> tuple[str, str] | None:
        """Two roles of these that nobody may have together."""
        for first, second in self.separated:
            others = [role for role in sorted(roles) if role != first and second in (role, ANY)]
            if first in roles and others:
                return first, others[0]
        return None

    def needs_second_factor(self, roles: Collection[str]) -> bool:
        return not self.second_factor_roles.isdisjoint(roles)


@cache
def protection() -> Protection:
    file = resources.files("rongqu.modules.identity").joinpath("protection.toml")
    entries = tomllib.loads(file.read_text("utf-8"))
    return Protection(
        second_factor_roles=frozenset(entries["second_factor_roles"]),
        step_up_permissions=frozenset(entries["step_up_permissions"]),
        key_scopes=frozenset(entries["key_scopes"]),
        four_eyes_roles=frozenset(entries["four_eyes_roles"]),
        separated=tuple((one, other) for one, other in (e["roles"] for e in entries["separated"])),
    )
