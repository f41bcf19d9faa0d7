"""Blind indexes: personal data is found again by a keyed hash, and the hash tells nothing.

Without the key nobody can try out all eleven-digit mobile numbers on a stolen index. The key
comes from the settings and is never changed: every index would have to be made anew.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import cache

from rongqu.infra.settings import Settings


def blind_index(purpose: str, value: bytes) -> bytes:
    """32 bytes. `purpose` keeps the same value apart in two indexes, so they cannot be joined."""
    return hmac.new(_key_for(purpose), value, hashlib.sha256).digest()


@cache
def _key_for(purpose: str) -> bytes:
    key = Settings.from_environment().crypto.blind_index_key.encode()
    return hmac.new(key, purpose.encode(), hashlib.sha256).digest()
