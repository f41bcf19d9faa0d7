"""Six products to begin with, as data: an institution publishes them like any of its own."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from importlib import resources
from typing import Any

from pydantic import TypeAdapter

from rongqu.kernel.money import Money
from rongqu.modules.catalog.types import Terms

_TERMS = TypeAdapter(Terms)
_AMOUNTS = ("min_amount", "max_amount")


def read_starter_products() -> tuple[Terms, ...]:
    """In the order of their file names."""
    folder = resources.files(__name__)
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")),
        key=lambda file: file.name,
    )
    return tuple(_read(file.read_text("utf-8")) for file in files)


def _read(source: str) -> Terms:
    """Amounts are written as people write them, in yuan; TOML has no null."""
    written: dict[str, Any] = tomllib.loads(source, parse_float=Decimal)
    amounts = {name: Money.parse(written[name], "CNY") for name in _AMOUNTS}
    optional: dict[str, Any] = {
        "valid_to": None,
        "collateral": [],
        "rate_base": "fixed",
        "tenor_steps": [],
        "green_steps": [],
        "pilot_regions": [],
    }
    return _TERMS.validate_python(optional | written | amounts)
