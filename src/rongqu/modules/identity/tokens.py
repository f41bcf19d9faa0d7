"""Tokens of sessions: 256 random bits in a cookie; the database knows their hash only."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def new_token() -> str:
    return secrets.token_urlsafe(32)


KEY, ACCESS_TOKEN = "rqk_", "rqt_"
"""How the secrets of programs begin, so that whoever finds one knows whose it is."""
PREFIX_LENGTH = len(KEY) + 8
"""As many characters of a key are shown again: 48 of its 304 random bits."""


def new_key() -> str:
    return KEY + secrets.token_urlsafe(38)


def new_access_token() -> str:
    return ACCESS_TOKEN + secrets.token_urlsafe(32)


def digest_of_token(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def csrf_token_of(token: str) -> str:
    """What a page must send with changing requests. Another site cannot read it, nor the cookie
    it is derived from; nobody who reads it can find the token from it."""
    return hmac.new(token.encode(), b"csrf", hashlib.sha256).hexdigest()
