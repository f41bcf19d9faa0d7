"""What the provider knows: people, codes on their way, and keys."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

LIVES_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Employee:
    subject: str
    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A code that was given out: for whom, and who may redeem it how."""

    employee: Employee
    client_id: str
    redirect_uri: str
    nonce: str
    challenge: str


@dataclass(slots=True)
class IdentityProvider:
    """`spoil` replaces claims of every token, None takes one out; `described` replaces what the
    provider says about itself."""

    issuer: str
    client_id: str
    client_secret: str
    employees: tuple[Employee, ...]
    spoil: dict[str, Any] = field(default_factory=dict[str, Any])
    described: dict[str, Any] = field(default_factory=dict[str, Any])
    _grants: dict[str, Grant] = field(default_factory=dict[str, Grant])
    _keys: list[ECKey] = field(default_factory=list[ECKey])

    def __post_init__(self) -> None:
        self.rotate_keys()

    def rotate_keys(self) -> None:
        """The former key signs nothing any more, and is no longer published."""
        self._keys = [ECKey.generate_key("P-256", auto_kid=True)]

    def published_keys(self) -> dict[str, Any]:
        return dict(KeySet(list(self._keys)).as_dict(private=False))

    def find_employee(self, login: str) -> Employee | None:
        return next((each for each in self.employees if each.email == login), None)

    def grant(self, grant: Grant) -> str:
        code = secrets.token_urlsafe(24)
        self._grants[code] = grant
        return code

    def redeem(self, form: dict[str, str], now: float) -> str | None:
        """An ID token, once; None when the request is not the one that the code was given for."""
        grant = self._grants.pop(form.get("code", ""), None)
        if grant is None or form.get("client_secret") != self.client_secret:
            return None
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        fits = (grant.client_id, grant.redirect_uri, grant.challenge) == (
            form.get("client_id"),
            form.get("redirect_uri"),
            challenge,
        )
        return self._token(grant, int(now)) if fits else None

    def _token(self, grant: Grant, now: int) -> str:
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "sub": grant.employee.subject,
            "aud": grant.client_id,
            "exp": now + LIVES_SECONDS,
            "iat": now,
            "nonce": grant.nonce,
            "name": grant.employee.name,
            "email": grant.employee.email,
            "email_verified": True,
        }
        spoilt = {name: value for name, value in (claims | self.spoil).items() if value is not None}
        [key] = self._keys
        return jwt.encode({"alg": "ES256", "kid": key.kid}, spoilt, key, algorithms=["ES256"])
