"""Which certificates were issued and which are revoked, in one SQLite file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rongqu.sandbox.book import Book

SCHEMA = """
    CREATE TABLE IF NOT EXISTS certificate (
        serial TEXT PRIMARY KEY,
        request_id TEXT NOT NULL UNIQUE,
        content BLOB NOT NULL,
        revoked_at TEXT
    )
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    serial: int
    content: bytes
    revoked_at: datetime | None


class Register(Book):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "register.sqlite", SCHEMA)

    def add(self, request_id: str, serial: int, content: bytes) -> Issued:
        """Of two requests with one id the first counts: asking again gives the same certificate."""
        with self.change() as change:
            change.execute(
                "INSERT INTO certificate (serial, request_id, content) VALUES (?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                (f"{serial:x}", request_id, content),
            )
        [found] = self._read("WHERE request_id = ?", request_id)
        return found

    def find(self, serial: int) -> Issued | None:
        return next(iter(self._read("WHERE serial = ?", f"{serial:x}")), None)

    def revoke(self, serial: int, at: datetime) -> None:
        with self.change() as change:
            change.execute(
                "UPDATE certificate SET revoked_at = ? WHERE serial = ? AND revoked_at IS NULL",
                (at.isoformat(), f"{serial:x}"),
            )

    def revoked(self) -> list[Issued]:
        return self._read("WHERE revoked_at IS NOT NULL ORDER BY serial")

    def _read(self, where: str, *values: str) -> list[Issued]:
        statement = f"SELECT serial, content, revoked_at FROM certificate {where}"  # nosec B608 # values are bound
        rows = self.read.execute(statement, values).fetchall()
        return [
            Issued(
                serial=int(serial, 16),
                content=content,
                revoked_at=None if revoked_at is None else datetime.fromisoformat(revoked_at),
            )
            for serial, content, revoked_at in rows
        ]
