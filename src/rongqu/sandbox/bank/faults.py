"""Faults: ordered one by one, or as a weather that a seed decides."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What may go wrong: with requests, with statements, and (the last five) with call-backs."""

    TIMEOUT_BEFORE = "timeout_before"
    TIMEOUT_AFTER = "timeout_after"
    REFUSE = "refuse"
    HALF_BATCH = "half_batch"
    UNKNOWN_LINE = "unknown_line"
    DUPLICATE = "duplicate"
    REORDER = "reorder"
    LATE = "late"
    LOST = "lost"
    BAD_SIGNATURE = "bad_signature"


DEFAULT_SECONDS = {
    Fault.TIMEOUT_BEFORE: 30.0,
    Fault.TIMEOUT_AFTER: 30.0,
    Fault.LATE: 60.0,
    Fault.REORDER: 1.0,
}
"""How long an answer hangs, or a call-back is held back."""

DEFAULT_REASON = "insufficient_funds"


@dataclass(frozen=True, slots=True)
class Strike:
    """A fault that befalls something now."""

    kind: Fault
    seconds: float
    reason: str


def find_strike(books: sqlite3.Connection, kind: Fault, key: str) -> Strike | None:
    """An ordered fault first; otherwise the weather. `key` names what may be hit."""
    ordered = books.execute(
        "SELECT * FROM fault WHERE kind = ? AND times_left > 0 AND instr(?, matching) > 0"
        " ORDER BY number LIMIT 1",
        (kind, key),
    ).fetchone()
    default_seconds = DEFAULT_SECONDS.get(kind, 0.0)
    if ordered is not None:
        books.execute(
            "UPDATE fault SET times_left = times_left - 1 WHERE number = ?", (ordered["number"],)
        )
        seconds = default_seconds if ordered["seconds"] is None else ordered["seconds"]
        return Strike(kind, seconds, ordered["reason"] or DEFAULT_REASON)
    if _is_bad_weather(books, kind, key):
        return Strike(kind, default_seconds, DEFAULT_REASON)
    return None


def count_attempt(books: sqlite3.Connection, key: str) -> int:
    """How often this was tried: the weather may change from one attempt to the next."""
    counted = books.execute(
        "INSERT INTO attempt VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1"
        " RETURNING times",
        (key,),
    )
    return int(counted.fetchone()["times"])


def _is_bad_weather(books: sqlite3.Connection, kind: Fault, key: str) -> bool:
    """By the seed and the key alone, so the order in which requests arrive changes nothing."""
    weather = books.execute("SELECT seed, rates FROM weather").fetchone()
    if weather is None:
        return False
    rates: dict[str, float] = json.loads(weather["rates"])
    drawn = hashlib.sha256(f"{weather['seed']}|{kind}|{key}".encode()).digest()
    return int.from_bytes(drawn[:8], "big") < rates.get(kind, 0.0) * 2**64
