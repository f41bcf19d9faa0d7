"""Whom passkeys are for: the address that people see in their browser."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Request

from rongqu.infra.web import setting_of
from rongqu.modules.identity import passkeys
from rongqu.modules.identity.factor_types import RelyingParty


def relying_party_of(request: Request) -> RelyingParty:
    """The public address where one is configured. On one's own machine it is what was asked:
    an authenticator keeps the keys of each host apart, so a false host finds none."""
    url = urlsplit(setting_of(request).public_url or str(request.base_url))
    return RelyingParty(id=url.hostname or "", origin=f"{url.scheme}://{url.netloc}")


RelyingPartyDep = Annotated[RelyingParty, Depends(relying_party_of)]


def offer_challenge(relying_party: RelyingParty, sha256: str, now: datetime) -> dict[str, Any]:
    """What a passkey answers for the document with this hash, and for no other."""
    return passkeys.request_options(relying_party, now, passkeys.agreeing(sha256))
