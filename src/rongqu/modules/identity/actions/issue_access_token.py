"""OAuth2 client credentials (RFC 6749, 4.4): a key is exchanged for a token that ends soon."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import insert

from rongqu.events.identity import ClientRefused, TokenIssued
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.modules.identity import program_queries, program_rules, tables
from rongqu.modules.identity.errors import WrongClient, WrongScope
from rongqu.modules.identity.program_types import AccessToken, Caller, Client
from rongqu.modules.identity.tokens import KEY, digest_of_token, new_access_token
from rongqu.modules.identity.who_acts import actor_of_caller

ONE_MINUTE = 60


async def issue_access_token(tx: Tx, client: Client) -> AccessToken:
    """Internal: open to strangers; the secret says who it is. Where the client is known, it is on
    record that somebody has shown a wrong one."""
    caller = await _find_caller(tx, client)
    allowed = program_rules.permissions_of(caller)
    scopes = frozenset(client.scopes) if client.scopes is not None else allowed
    if not scopes <= allowed or not scopes:
        raise WrongScope(allowed=" ".join(sorted(allowed)))

    token = new_access_token()
    seconds = int(await read_policy(tx, "identity.access_token_minutes")) * ONE_MINUTE
    await tx.connection.execute(
        insert(tables.access_token).values(
            digest=digest_of_token(token),
            api_key_id=caller.key_id,
            scopes=sorted(scopes),
            expires_at=tx.now + timedelta(seconds=seconds),
        )
    )

    await replace(tx, actor=actor_of_caller(caller)).publish(
        TokenIssued(
            subject_id=caller.account_id,
            parties=(caller.organisation_id,),
            key_id=caller.key_id,
            scopes=tuple(sorted(scopes)),
        )
    )
    return AccessToken(seconds, tuple(sorted(scopes)), token)


async def _find_caller(tx: Tx, client: Client) -> Caller:
    """A token is no key: it cannot be exchanged for another one, and so live on."""
    known = client.secret.startswith(KEY)
    caller = await program_queries.find_caller(tx.connection, client.secret, tx.now)
    if known and caller is not None and caller.account_id == client.id:
        return caller
    tx.if_refused(lambda later: _record_refusal(later, client))
    raise WrongClient


async def _record_refusal(tx: Tx, client: Client) -> None:
    organisation_id = await program_queries.find_organisation_of(tx, client.id)
    if organisation_id is not None:
        await tx.publish(ClientRefused(subject_id=client.id, parties=(organisation_id,)))
