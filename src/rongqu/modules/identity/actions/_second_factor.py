"""What several actions on second factors share."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.infra.tx import Tx
from rongqu.modules.identity import tables
from rongqu.modules.identity.errors import LastFactor
from rongqu.modules.identity.factor_types import Factors
from rongqu.modules.identity.protection import protection


async def note_protected(tx: Tx) -> None:
    """From now on the person has a second factor: nothing is due, on no device."""
    for table, key in (
        (tables.person, tables.person.c.id),
        (tables.session, tables.session.c.person_id),
    ):
        await tx.connection.execute(
            update(table).where(key == tx.actor.id).values(second_factor_due_at=None)
        )


def check_one_remains(tx: Tx, factors: Factors) -> None:
    """Whose role has to have a second factor may exchange it, not go without."""
    only_one = len(factors.passkeys) + (factors.totp_since is not None) == 1
    if only_one and protection().needs_second_factor(tx.actor.roles):
        raise LastFactor
