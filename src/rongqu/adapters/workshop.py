"""Where models are made: tables that somebody has put there, and the key of this installation."""

from __future__ import annotations

from pathlib import Path

from rongqu.modules.models.ports import seal_model

TABLES = ("*.csv", "*.parquet")


class FolderWorkshop:
    """`learning/` for tables, `keys/` for the key: who may write there is the operator's."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def brought(self) -> tuple[Path, ...]:
        folder = self._home / "learning"
        return tuple(sorted(path for kind in TABLES for path in folder.glob(kind)))

    def sign(self, content: bytes) -> str:
        return seal_model(content, self._home / "keys")
