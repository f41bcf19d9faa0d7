"""Show personal data of a company in full, to a role that needs it, for a purpose and a reason."""

from __future__ import annotations

from rongqu.events.parties import PrivatePartRevealed
from rongqu.infra.tx import Tx
from rongqu.modules.parties import permissions, private_queries, private_rules
from rongqu.modules.parties.private_types import PrivateReveal


async def reveal_private_part(tx: Tx, wish: PrivateReveal) -> str:
    """The record says who has seen what of whom, for what and why, never what it was."""
    tx.actor.require(permissions.REVEAL)
    private_rules.check_may_reveal(tx.actor.roles, wish.purpose, wish.part)
    found = await private_queries.get_private_part(tx, wish.enterprise_id, wish.part)

    await tx.publish(
        PrivatePartRevealed(
            subject_id=wish.enterprise_id,
            parties=(wish.enterprise_id,),
            part=wish.part,
            purpose=wish.purpose,
            reason=wish.reason,
        )
    )
    return found.reveal()
