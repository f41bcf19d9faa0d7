"""Add a passkey: of this device, a telephone or a security key."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.identity import SecondFactorAdded
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.identity import factors, passkeys, permissions, tables
from rongqu.modules.identity.actions._second_factor import note_protected
from rongqu.modules.identity.errors import PasskeyRefused
from rongqu.modules.identity.factor_types import Method, NewPasskey


async def add_passkey(tx: Tx, new: NewPasskey) -> UUID:
    tx.actor.require(permissions.OWN_ACCOUNT)
    tx.actor.require_proof()
    key = passkeys.read_new_key(new.answer, tx.actor.id, tx.now)
    await factors.spend_challenge(tx, passkeys.challenge_of(new.answer))

    passkey_id = new_id()
    added = await tx.connection.execute(
        insert(tables.passkey)
        .values(
            id=passkey_id,
            person_id=tx.actor.id,
            credential_id=key.credential_id,
            public_key=key.public_key,
            sign_count=key.sign_count,
            name=new.name,
            added_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    if added.rowcount == 0:
        raise PasskeyRefused(reason="known")
    await note_protected(tx)

    await tx.publish(
        SecondFactorAdded(
            subject_id=tx.actor.id, parties=(tx.actor.organisation,), method=Method.PASSKEY
        )
    )
    return passkey_id
