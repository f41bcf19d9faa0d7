"""Signed messages between servers: HMAC-SHA256 over method, path, time, nonce and body.

The time bounds how long a message that was overheard may be sent again (the replay window); the
nonce tells two equal messages apart, for receivers that take each only once.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

SIGNER, TIMESTAMP, NONCE, SIGNATURE = "x-signer", "x-timestamp", "x-nonce", "x-signature"
WINDOW = timedelta(minutes=5)
"""Clocks of two servers differ by seconds, a retrying proxy holds a message for some more."""


@dataclass(frozen=True, slots=True)
class Key:
    """A secret that two servers share; `signer` says which of them speaks with it."""

    signer: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """`path` with its query, exactly as it stands in the request line."""

    method: str
    path: str
    body: bytes = field(repr=False)


def target_of(scope: Mapping[str, Any]) -> str:
    """The path and query of an ASGI request, still encoded as the caller has signed them."""
    raw_path: bytes = scope["raw_path"]
    query: bytes = scope["query_string"]
    return raw_path.decode("ascii") + (f"?{query.decode('ascii')}" if query else "")


class NotSigned(Exception):
    """`reason`: missing, unknown_signer, stale or wrong."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def sign(key: Key, message: Message, at: datetime) -> dict[str, str]:
    """The headers that prove who sent the message."""
    timestamp, nonce = str(int(at.timestamp())), secrets.token_hex(16)
    return {
        SIGNER: key.signer,
        TIMESTAMP: timestamp,
        NONCE: nonce,
        SIGNATURE: _digest(key, message, timestamp, nonce),
    }


def check_signed(
    key: Key,
    message: Message,
    headers: Mapping[str, str],
    *,
    now: datetime,
    window: timedelta = WINDOW,
) -> str:
    """The nonce of a rightly signed, recent message; raises NotSigned otherwise."""
    signer, timestamp, nonce, signature = (
        headers.get(name, "") for name in (SIGNER, TIMESTAMP, NONCE, SIGNATURE)
    )
    if not (signer and nonce and signature and timestamp.isascii() and timestamp.isdigit()):
        raise NotSigned("missing")
    if signer != key.signer:
        raise NotSigned("unknown_signer")
    # Before the age: a stranger learns nothing about our clock.
    expected = _digest(key, message, timestamp, nonce)
    if not hmac.compare_digest(expected.encode(), signature.encode()):
        raise NotSigned("wrong")
    if abs(now - datetime.fromtimestamp(int(timestamp), UTC)) > window:
        raise NotSigned("stale")
    return nonce


def _digest(key: Key, message: Message, timestamp: str, nonce: str) -> str:
    """One line for each part; the body as its hash, so that no part can flow into the next."""
    body_hash = hashlib.sha256(message.body).hexdigest()
    lines = (key.signer, message.method, message.path, timestamp, nonce, body_hash)
    return hmac.new(key.secret, "\n".join(lines).encode(), hashlib.sha256).hexdigest()
