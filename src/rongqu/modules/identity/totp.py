"""Codes of an authenticator app (RFC 6238): six digits, half a minute each."""

from __future__ import annotations

import hmac
from datetime import datetime
from urllib.parse import quote

from pyotp import random_base32
from pyotp.totp import TOTP

from rongqu.modules.identity.factor_types import TotpOffer

ISSUER = "Rongqu 融渠"
STEP_SECONDS = 30
DIGITS = 6
AROUND = (0, -1, 1)
"""One step to either side: the clocks of telephones are seconds off, and typing takes time."""


def new_secret() -> str:
    """160 bits, in base32 as apps read it (RFC 4226, section 4, R6)."""
    return random_base32()


def offer(secret: str, account: str) -> TotpOffer:
    label, issuer = quote(f"{ISSUER}:{account}"), quote(ISSUER)
    return TotpOffer(secret, f"otpauth://totp/{label}?secret={secret}&issuer={issuer}")


def find_step(secret: str, code: str, now: datetime) -> int | None:
    """Which half-minute the code belongs to, of those that count now; None if to none of them.

    All are compared, each in constant time: the time taken does not tell how near a guess was.
    """
    totp, current = TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    found = None
    for step in (current + offset for offset in AROUND):
        matches = hmac.compare_digest(totp.generate_otp(step).encode(), code.encode())
        if matches and found is None:
            found = step
    return found
