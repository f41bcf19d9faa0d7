"""Which roles need a second factor and which permissions a fresh proof: data, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Protection:
    second_factor_roles: frozenset[str]
    step_up_permissions: frozenset[str]

    def needs_second_factor(self, roles: Collection[str]) -> bool:
        return not self.second_factor_roles.isdisjoint(roles)


@cache
def protection() -> Protection:
    file = resources.files("rongqu.modules.identity").joinpath("protection.toml")
    entries = tomllib.loads(file.read_text("utf-8"))
    return Protection(
        second_factor_roles=frozenset(entries["second_factor_roles"]),
        step_up_permissions=frozenset(entries["step_up_permissions"]),
    )
