"""Turn the authenticator app off."""

from __future__ import annotations

from sqlalchemy import delete

from rongqu.events.identity import SecondFactorRemoved
from rongqu.infra.tx import Tx
from rongqu.modules.identity import factors, permissions, tables
from rongqu.modules.identity.actions._second_factor import check_one_remains
from rongqu.modules.identity.errors import FactorNotFound
from rongqu.modules.identity.factor_types import Method


async def remove_totp(tx: Tx) -> None:
    tx.actor.require(permissions.OWN_ACCOUNT)
    tx.actor.require_proof()
    held = await factors.get_factors(tx, tx.actor.id)
    if held.totp_since is None:
        raise FactorNotFound
    check_one_remains(tx, held)

    await tx.connection.execute(delete(tables.totp).where(tables.totp.c.person_id == tx.actor.id))

    await tx.publish(
        SecondFactorRemoved(
            subject_id=tx.actor.id, parties=(tx.actor.organisation,), method=Method.TOTP
        )
    )
