"""Turn the authenticator app on, by a first code of it."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.identity import SecondFactorAdded
from rongqu.infra.tx import Tx
from rongqu.modules.identity import factors, permissions, tables
from rongqu.modules.identity.actions._second_factor import note_protected
from rongqu.modules.identity.errors import WrongCode
from rongqu.modules.identity.factor_types import Method


async def confirm_totp(tx: Tx, code: str) -> None:
    """Raises WrongCode, also when nothing was offered."""
    tx.actor.require(permissions.OWN_ACCOUNT)
    tx.actor.require_proof()
    if not await factors.use_totp(tx, tx.actor.id, code.strip(), confirmed=False):
        raise WrongCode

    await tx.connection.execute(
        update(tables.totp)
        .where(tables.totp.c.person_id == tx.actor.id)
        .values(confirmed_at=tx.now)
    )
    await note_protected(tx)

    await tx.publish(
        SecondFactorAdded(
            subject_id=tx.actor.id, parties=(tx.actor.organisation,), method=Method.TOTP
        )
    )
