"""Second factors: an authenticator app, passkeys, recovery codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class Method(StrEnum):
    """How a person can prove themself beside the password."""

    TOTP = "totp"
    PASSKEY = "passkey"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """A key pair in a device or a password manager; the platform holds the public half."""

    id: UUID
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Factors:
    """What one person has set up."""

    totp_since: datetime | None
    passkeys: tuple[Passkey, ...]
    recovery_codes_left: int

    @property
    def methods(self) -> tuple[Method, ...]:
        has = {Method.TOTP: self.totp_since is not None, Method.PASSKEY: bool(self.passkeys)}
        return tuple(method for method in Method if has[method])


@dataclass(frozen=True, slots=True)
class TotpOffer:
    """For an authenticator app: shown once, as a picture and as text."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """Whom a passkey is for: the host name, and the origin as browsers write it."""

    id: str
    origin: str


@dataclass(frozen=True, slots=True)
class PasskeyAnswer:
    """What the browser's authenticator has answered, as it came."""

    credential: dict[str, Any] = field(repr=False)
    relying_party: RelyingParty


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasskey:
    name: str
    answer: PasskeyAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One of them: the password only counts for people without a second factor."""

    password: str | None = field(default=None, repr=False)
    code: str | None = field(default=None, repr=False)
    passkey: PasskeyAnswer | None = None
