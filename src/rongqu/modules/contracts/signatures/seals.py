"""The picture of a signature 电子印章: what a reader sees on the paper. The proof is in the
certificate, not in it."""

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from rongqu.modules.contracts.document.typesetting import typeset

KEPT = 64
"""Seals drawn lately: a bank signs many contracts in a row."""


@contextmanager
def drawn_seal(name: str, capacity: str, day: str) -> Generator[Path]:
    """pyHanko takes pictures from files only."""
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(_draw(name, capacity, day))
        file.flush()
        yield Path(file.name)


@lru_cache(KEPT)
def _draw(name: str, capacity: str, day: str) -> bytes:
    content = {"name": name, "capacity": capacity, "day": day}
    return typeset("seal.typ", json.dumps(content, ensure_ascii=False))
