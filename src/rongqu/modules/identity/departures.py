"""Send somebody to the identity provider of their organisation."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy import insert

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.modules.identity import tables
from rongqu.modules.identity.federation_types import Departure, Provider
from rongqu.modules.identity.openid import SCOPE, OpenId, challenge_of, new_verifier
from rongqu.modules.identity.tokens import digest_of_token, new_token

LIVES = timedelta(minutes=10)


async def begin_federation(
    tx: Tx, provider: Provider, person_id: UserId | None, authorization: tuple[str, str]
) -> Departure:
    """`authorization` is the provider's address and ours. Nothing is published: it is the return
    that says something, and what nobody returns with is forgotten."""
    place, redirect_uri = authorization
    state, browser, nonce, verifier = new_token(), new_token(), new_token(), new_verifier()
    await tx.connection.execute(
        insert(tables.federated_attempt).values(
            state_digest=digest_of_token(state),
            browser_digest=digest_of_token(browser),
            organisation_id=provider.organisation_id,
            person_id=person_id,
            verifier=verifier.encode(),
            nonce=nonce,
            expires_at=tx.now + LIVES,
        )
    )
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": SCOPE,
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge_of(verifier),
        "code_challenge_method": "S256",
    }
    separator = "&" if "?" in place else "?"
    return Departure(redirect_to=f"{place}{separator}{urlencode(asked)}", browser=browser)


async def find_place(openid: OpenId, provider: Provider, now: datetime) -> str:
    """The provider's address where people sign in: asked before any transaction."""
    return (await openid.learn(provider.issuer, now)).authorization_endpoint
