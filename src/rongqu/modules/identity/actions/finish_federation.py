"""Take in, sign in or link whom the provider of an organisation vouches for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import insert

from rongqu.events.identity import FederatedIdentityLinked, FederatedSignInRefused, MemberAdded
from rongqu.infra.tx import Tx
from rongqu.infra.web import OpenTx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import UserId, new_id
from rongqu.kernel.pii import EmailAddress, PersonName
from rongqu.modules.identity import factors, federation_queries, session_queries, tables
from rongqu.modules.identity.actions.start_session import start_session
from rongqu.modules.identity.errors import FederationRefused
from rongqu.modules.identity.federation_types import Attempt, Provider, Return, Vouched
from rongqu.modules.identity.logins import digest_of
from rongqu.modules.identity.openid import OpenId
from rongqu.modules.identity.types import Locale, StartedSession

NO_PASSWORD = "!"
"""No hash: nothing that is typed matches it."""


async def finish_federation(
    open_tx: OpenTx, find_openid: Callable[[], OpenId], back: Return, now: datetime
) -> StartedSession:
    """Internal: open to strangers. The attempt is taken, the provider asked while no transaction is
    open, and what follows done in another. Whoever has a second factor here proves themself with it
    before anything that asks for a proof: the provider's word is not enough."""
    async with open_tx() as tx:
        attempt = await federation_queries.take_attempt(tx, back.state, back.browser)
        provider = attempt and await federation_queries.find_provider(tx, attempt.organisation_id)
    if attempt is None or provider is None or not provider.is_on:
        raise FederationRefused(reason="state")
    openid = find_openid()
    try:
        if back.issuer is not None and back.issuer != provider.issuer:
            raise FederationRefused(reason="provider")  # RFC 9207: a mixed-up answer
        token = await openid.redeem(provider, back.code, attempt.verifier, back.redirect_uri, now)
        vouched = await openid.verify(provider, token, attempt.nonce, now)
        async with open_tx() as tx:
            person_id = await _find_or_take_in(tx, provider, attempt, back, vouched)
            has_own = bool((await factors.get_factors(tx, person_id)).methods)
            return await start_session(tx, person_id, back.arrival, is_proved=not has_own)
    except FederationRefused as refused:
        async with open_tx() as tx:
            await tx.publish(
                FederatedSignInRefused(
                    subject_id=provider.organisation_id,
                    parties=(provider.organisation_id,),
                    reason=str(refused.params["reason"]),
                )
            )
        raise


async def _find_or_take_in(
    tx: Tx, provider: Provider, attempt: Attempt, back: Return, vouched: Vouched
) -> UserId:
    person_id = await federation_queries.find_person_vouched_for(tx, provider, vouched.subject)
    if attempt.person_id is not None:
        return await _link(tx, provider, attempt.person_id, back, vouched)
    if person_id is not None:
        return person_id
    if await federation_queries.is_known_subject(tx, provider, vouched.subject):
        raise FederationRefused(reason="other_person")  # they have left
    if await session_queries.find_credential(tx, digest_of(vouched.email)) is not None:
        raise FederationRefused(reason="link_needed")
    return await _take_in(tx, provider, vouched)


async def _link(
    tx: Tx, provider: Provider, person_id: UserId, back: Return, vouched: Vouched
) -> UserId:
    """By the person alone, who has proved themself here and there, in one browser."""
    is_other = back.signed_in != person_id
    if is_other or await federation_queries.is_known_subject(tx, provider, vouched.subject):
        raise FederationRefused(reason="other_person")
    await _remember(tx, provider, person_id, vouched, is_new_member=False)
    return person_id


async def _take_in(tx: Tx, provider: Provider, vouched: Vouched) -> UserId:
    """As a member with the least role. Without a log-in of their own: an address that only the
    provider has confirmed keeps nobody from signing up with it."""
    person_id = UserId(new_id())
    await tx.connection.execute(
        insert(tables.person).values(
            id=person_id,
            display_name=PersonName(vouched.name),
            email=EmailAddress(vouched.email),
            locale=Locale.ZH_CN,
            password_hash=NO_PASSWORD,
            password_change_due=False,
            password_changed_at=tx.now,
            created_at=tx.now,
        )
    )
    await tx.connection.execute(
        insert(tables.membership).values(
            person_id=person_id,
            organisation_id=provider.organisation_id,
            roles=[provider.first_role],
            joined_at=tx.now,
        )
    )
    await tx.publish(
        MemberAdded(
            subject_id=person_id,
            parties=(provider.organisation_id,),
            organisation_id=provider.organisation_id,
            roles=(provider.first_role,),
            changes=changes_between({}, {"roles": (provider.first_role,)}),
        )
    )
    await _remember(tx, provider, person_id, vouched, is_new_member=True)
    return person_id


async def _remember(
    tx: Tx, provider: Provider, person_id: UserId, vouched: Vouched, *, is_new_member: bool
) -> None:
    await tx.connection.execute(
        insert(tables.federated_identity).values(
            organisation_id=provider.organisation_id,
            issuer=provider.issuer,
            subject=vouched.subject,
            person_id=person_id,
            linked_at=tx.now,
        )
    )
    await tx.publish(
        FederatedIdentityLinked(
            subject_id=person_id,
            parties=(provider.organisation_id,),
            issuer=provider.issuer,
            is_new_member=is_new_member,
        )
    )
