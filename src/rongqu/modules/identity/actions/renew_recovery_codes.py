"""Ten new recovery codes; the earlier ones end."""

from __future__ import annotations

from sqlalchemy import delete

from rongqu.events.identity import RecoveryCodesRenewed
from rongqu.infra.tx import Tx
from rongqu.modules.identity import factors, permissions, tables
from rongqu.modules.identity.errors import FactorNotFound
from rongqu.modules.identity.recovery_codes import new_codes


async def renew_recovery_codes(tx: Tx) -> tuple[str, ...]:
    """They are shown once. Raises FactorNotFound for who has no second factor to recover."""
    tx.actor.require(permissions.OWN_ACCOUNT)
    tx.actor.require_proof()
    if not (await factors.get_factors(tx, tx.actor.id)).methods:
        raise FactorNotFound

    codes = new_codes()
    columns = tables.recovery_code.c
    await tx.connection.execute(
        delete(tables.recovery_code).where(columns.person_id == tx.actor.id)
    )
    await factors.insert_codes(tx, tx.actor.id, codes)

    await tx.publish(RecoveryCodesRenewed(subject_id=tx.actor.id, parties=(tx.actor.organisation,)))
    return codes
