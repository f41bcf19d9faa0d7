"""Reads the tables of words and letters that stand beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_tables(name: str) -> dict[str, Any]:
    source = files("rongqu.modules.compliance.screening").joinpath(name)
    return tomllib.loads(source.read_text("utf-8"))
