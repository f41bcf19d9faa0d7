"""Reads what `kinds.toml` says of each kind."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from rongqu.kernel.collateral import CollateralKind
from rongqu.modules.collateral.types import (
    Check,
    CheckKind,
    FieldKind,
    FieldSpec,
    KindSpec,
    MarkSpec,
    Worth,
)


@cache
def kinds() -> Mapping[CollateralKind, KindSpec]:
    """Every kind that the catalogue knows; a missing or unknown one stops the start."""
    source = resources.files("rongqu.modules.collateral").joinpath("kinds.toml")
    written = tomllib.loads(source.read_text("utf-8"))
    known = {CollateralKind(name): _spec(name, said) for name, said in written.items()}
    return MappingProxyType({kind: known[kind] for kind in CollateralKind})


def limits() -> frozenset[str]:
    """The policies that checks name."""
    checks = (check for spec in kinds().values() for check in spec.checks)
    return frozenset(check.limit for check in checks if check.limit is not None)


def _spec(name: str, said: dict[str, Any]) -> KindSpec:
    worth = said.get("worth")
    return KindSpec(
        kind=CollateralKind(name),
        fields=tuple(_field(one) for one in said["fields"]),
        checks=tuple(Check(**one | {"check": CheckKind(one["check"])}) for one in said["checks"]),
        worth=None if worth is None else Worth(**worth),
        mark=MarkSpec(**said["mark"]),
    )


def _field(said: dict[str, Any]) -> FieldSpec:
    choices = tuple(said.get("choices", ()))
    return FieldSpec(name=said["name"], kind=FieldKind(said["kind"]), choices=choices)
