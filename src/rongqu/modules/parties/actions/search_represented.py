"""Find the companies for which the holder of an identity number stands."""

from __future__ import annotations

from rongqu.events.parties import RepresentativeSearched
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.kernel.pii import IdNumber
from rongqu.modules.parties import permissions, private_queries


async def search_represented(tx: Tx, id_number: IdNumber) -> tuple[EnterpriseId, ...]:
    """Exact: the number is hashed with a key and never decrypted. That somebody looked is on
    record, with how many were found."""
    tx.actor.require(permissions.REVEAL)
    found = await private_queries.find_represented_by(tx, id_number)

    await tx.publish(
        RepresentativeSearched(
            subject_id=tx.actor.organisation,
            parties=(tx.actor.organisation,),
            companies=len(found),
        )
    )
    return found
