"""OpenID Connect, the side of the relying party: authorization code with PKCE.

The issuer is pinned by the organisation; everything else is learned from its discovery document,
which has to name the same issuer (OpenID Connect Discovery 1.0, 4.3). The provider's addresses come
from strangers, so they are fetched as such (`infra/safe_fetch.py`).
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from rongqu.infra.safe_fetch import AddressRefused, Fetched, FetchFailed, Order, SafeFetcher
from rongqu.modules.identity.errors import FederationRefused
from rongqu.modules.identity.federation_types import Provider, Vouched

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
"""Signatures with public keys only: no "none", and no secret that two sides share."""
SCOPE = "openid email profile"
LEEWAY = timedelta(seconds=60)
FRESH = timedelta(minutes=10)
"""How long what a provider says about itself is remembered."""
SECONDS, MOST_BYTES = 8.0, 200_000
WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Known:
    """A provider as it describes itself, with its keys."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    keys: Any
    learned_at: datetime


@dataclass(frozen=True, slots=True)
class OpenId:
    """One for a process: remembers what providers say about themselves."""

    fetcher: SafeFetcher
    known: dict[str, Known] = field(default_factory=dict[str, Known])

    async def learn(self, issuer: str, now: datetime) -> Known:
        """Raises FederationRefused."""
        there = self.known.get(issuer)
        if there is not None and now - there.learned_at < FRESH:
            return there
        said = await self._get(issuer.rstrip("/") + WELL_KNOWN)
        if said.get("issuer") != issuer:
            raise FederationRefused(reason="provider")
        places = [said.get(n) for n in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        if not all(isinstance(place, str) for place in places):
            raise FederationRefused(reason="provider")
        authorization, token, jwks = cast(list[str], places)
        try:
            self.fetcher.check(authorization)  # a browser goes there: never to "javascript:"
        except AddressRefused as refused:
            raise FederationRefused(reason="provider") from refused
        learned = Known(authorization, token, jwks, await self._keys(jwks), now)
        self.known[issuer] = learned
        return learned

    async def redeem(
        self, provider: Provider, code: str, verifier: str, redirect_uri: str, now: datetime
    ) -> str:
        """The code for an ID token."""
        known = await self.learn(provider.issuer, now)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "client_id": provider.client_id,
            "code_verifier": verifier,
        }
        if provider.client_secret is not None:
            form["client_secret"] = provider.client_secret
        answer = await self._fetch(
            Order(
                method="POST",
                url=known.token_endpoint,
                headers={"Content-Type": "application/x-www-form-urlencoded"},
                body=urlencode(form).encode(),
                seconds=SECONDS,
                most_bytes=MOST_BYTES,
            )
        )
        token = _object_of(answer).get("id_token")
        if not isinstance(token, str):
            raise FederationRefused(reason="provider")
        return token

    async def verify(self, provider: Provider, token: str, nonce: str, now: datetime) -> Vouched:
        """By the keys that are known; by those of this moment, if it is signed with another."""
        known = await self.learn(provider.issuer, now)
        try:
            claims = _open(token, known.keys)
        except (JoseError, ValueError):
            fresh = await self._keys(known.jwks_uri)
            try:
                claims = _open(token, fresh)
            except (JoseError, ValueError):
                raise FederationRefused(reason="token") from None
            self.known[provider.issuer] = Known(
                known.authorization_endpoint, known.token_endpoint, known.jwks_uri, fresh, now
            )
        return check_claims(claims, provider, nonce, now)

    async def _keys(self, jwks_uri: str) -> Any:
        try:
            return KeySet.import_key_set(cast(Any, await self._get(jwks_uri)))
        except (JoseError, KeyError, TypeError, ValueError):
            raise FederationRefused(reason="provider") from None

    async def _get(self, url: str) -> dict[str, Any]:
        order = Order(method="GET", url=url, seconds=SECONDS, most_bytes=MOST_BYTES)
        return _object_of(await self._fetch(order))

    async def _fetch(self, order: Order) -> Fetched:
        try:
            return await self.fetcher.fetch(order)
        except (AddressRefused, FetchFailed) as refused:
            raise FederationRefused(reason="provider") from refused


def _object_of(answer: Fetched) -> dict[str, Any]:
    try:
        said = json.loads(answer.body) if answer.status == 200 else None
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise FederationRefused(reason="provider")
    return cast(dict[str, Any], said)


def _open(token: str, keys: Any) -> Mapping[str, Any]:
    return jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims


def check_claims(
    claims: Mapping[str, Any], provider: Provider, nonce: str, now: datetime
) -> Vouched:
    """OpenID Connect Core 1.0, 3.1.3.7, and the organisation's own rule about addresses."""
    audience = claims.get("aud")
    audiences: list[Any] = cast(list[Any], audience) if isinstance(audience, list) else [audience]
    times = claims.get("exp"), claims.get("iat")
    subject = claims.get("sub")
    is_fine = (
        claims.get("iss") == provider.issuer
        and provider.client_id in audiences
        and (len(audiences) == 1 or claims.get("azp") == provider.client_id)
        and isinstance(subject, str)
        and 0 < len(subject) <= 255
        and _is_now(times, now)
        and secrets.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode())
    )
    if not is_fine:
        raise FederationRefused(reason="token")
    email = claims.get("email")
    name, _, domain = email.rpartition("@") if isinstance(email, str) else ("", "", "")
    if claims.get("email_verified") is not True or not name or domain.lower() != provider.domain:
        raise FederationRefused(reason="email")
    shown = claims.get("name")
    return Vouched(
        subject=cast(str, subject),
        email=f"{name}@{domain}",
        name=shown[:100] if isinstance(shown, str) and shown.strip() else name[:100],
    )


def _is_now(times: tuple[Any, Any], now: datetime) -> bool:
    expires, issued = times
    if not all(type(time) in (int, float) for time in times):
        return False
    moment, leeway = now.timestamp(), LEEWAY.total_seconds()
    return moment < expires + leeway and issued - leeway <= moment


def new_verifier() -> str:
    return secrets.token_urlsafe(48)


def challenge_of(verifier: str) -> str:
    """RFC 7636, 4.2: S256."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
