"""What was sent, in one SQLite file: what was answered is on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rongqu.sandbox.book import Book

SCHEMA = """
    CREATE TABLE IF NOT EXISTS message (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        channel TEXT NOT NULL,
        recipient TEXT NOT NULL,
        title TEXT NOT NULL,
        body TEXT NOT NULL,
        taken_at TEXT NOT NULL
    )
"""


COLUMNS = ("id", "channel", "recipient", "title", "body", "taken_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    id: str
    channel: str
    recipient: str
    title: str
    body: str
    taken_at: str


class Outbox(Book):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "outbox.sqlite", SCHEMA)

    def take(self, sent: Sent) -> bool:
        """False when the id was taken before: nothing is sent twice."""
        with self.change() as change:
            taken = change.execute(
                "INSERT INTO message (id, channel, recipient, title, body, taken_at) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (sent.id, sent.channel, sent.recipient, sent.title, sent.body, sent.taken_at),
            )
            return taken.rowcount == 1

    def newest(self, limit: int, recipient: str | None = None) -> list[Sent]:
        where = "WHERE recipient = ?" if recipient else ""
        values = (recipient, limit) if recipient else (limit,)
        statement = (
            "SELECT id, channel, recipient, title, body, taken_at "  # nosec B608 # values are bound
            f"FROM message {where} ORDER BY number DESC LIMIT ?"
        )
        rows = self.read.execute(statement, values).fetchall()
        return [Sent(**dict(zip(COLUMNS, row, strict=True))) for row in rows]
