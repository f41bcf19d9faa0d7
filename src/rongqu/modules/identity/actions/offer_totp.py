"""Offer a secret for an authenticator app; it counts once a code of it has come back."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.identity import SecondFactorOffered
from rongqu.infra.tx import Tx
from rongqu.modules.identity import factors, permissions, queries, tables, totp
from rongqu.modules.identity.errors import FactorExists
from rongqu.modules.identity.factor_types import Method, TotpOffer


async def offer_totp(tx: Tx) -> TotpOffer:
    """A new secret each time, until one is confirmed."""
    tx.actor.require(permissions.OWN_ACCOUNT)
    tx.actor.require_proof()
    if (await factors.get_factors(tx, tx.actor.id)).totp_since is not None:
        raise FactorExists
    user = (await queries.get_account(tx, tx.actor.id)).user

    secret = totp.new_secret()
    fresh = {"secret": secret.encode(), "last_step": None, "offered_at": tx.now}
    columns = tables.totp.c
    await tx.connection.execute(
        insert(tables.totp)
        .values(person_id=tx.actor.id, **fresh)
        .on_conflict_do_update(
            index_elements=[columns.person_id], set_=fresh, where=columns.confirmed_at.is_(None)
        )
    )

    await tx.publish(
        SecondFactorOffered(
            subject_id=tx.actor.id, parties=(tx.actor.organisation,), method=Method.TOTP
        )
    )
    login = user.email or user.mobile
    return totp.offer(secret, login.masked if login else "")
