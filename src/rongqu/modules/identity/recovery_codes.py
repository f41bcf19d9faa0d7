"""Ten codes on paper for the day the telephone is lost, each for one use."""

from __future__ import annotations

import secrets

from rongqu.infra.blind_index import blind_index
from rongqu.kernel.ids import UserId

HOW_MANY = 10
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that look alike on paper."""
GROUP, GROUPS = 5, 2
"""Ten letters of 31: 49 bits, and five tries before the account is locked."""


def new_codes() -> tuple[str, ...]:
    return tuple(
        "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
        for _ in range(HOW_MANY)
    )


def digest_of_code(user_id: UserId, typed: str) -> bytes:
    """However it is typed: with or without the dash, in capitals."""
    plain = "".join(letter for letter in typed.casefold() if letter.isalnum())
    return blind_index("identity.recovery_code", user_id.bytes + plain.encode())
