"""Signatures in the scheme of standard-webhooks, version 1: partners check them with any of its
libraries (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

SECRET = "whsec_"
SECRET_BYTES = 32


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def show_secret(secret: bytes) -> str:
    return SECRET + base64.b64encode(secret).decode()


def id_of(message_id: UUID) -> str:
    """The same for every attempt and replay: receivers know by it what they have had."""
    return f"msg_{message_id.hex}"


def sign(message_id: UUID, body: bytes, keys: Iterable[bytes], now: datetime) -> dict[str, str]:
    """The headers. While a secret is being replaced there are two signatures."""
    name, moment = id_of(message_id), str(int(now.timestamp()))
    signed = f"{name}.{moment}.".encode() + body
    signatures = [
        f"v1,{base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()}"
        for key in keys
    ]
    return {
        "webhook-id": name,
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(signatures),
    }
