"""Remove one of one's own passkeys, such as that of a lost telephone."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete

from rongqu.events.identity import SecondFactorRemoved
from rongqu.infra.tx import Tx
from rongqu.modules.identity import factors, permissions, tables
from rongqu.modules.identity.actions._second_factor import check_one_remains
from rongqu.modules.identity.errors import FactorNotFound
from rongqu.modules.identity.factor_types import Method


async def remove_passkey(tx: Tx, passkey_id: UUID) -> None:
    tx.actor.require(permissions.OWN_ACCOUNT)
    tx.actor.require_proof()
    held = await factors.get_factors(tx, tx.actor.id)
    if passkey_id not in {each.id for each in held.passkeys}:
        raise FactorNotFound
    check_one_remains(tx, held)

    await tx.connection.execute(delete(tables.passkey).where(tables.passkey.c.id == passkey_id))

    await tx.publish(
        SecondFactorRemoved(
            subject_id=tx.actor.id, parties=(tx.actor.organisation,), method=Method.PASSKEY
        )
    )
