"""Tokens of sessions: 256 random bits in a cookie; the database knows their hash only."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest_of_token(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def csrf_token_of(token: str) -> str:
    """What a page must send with changing requests. Another site cannot read it, nor the cookie
    it is derived from; nobody who reads it can find the token from it."""
    return hmac.new(token.encode(), b"csrf", hashlib.sha256).hexdigest()
