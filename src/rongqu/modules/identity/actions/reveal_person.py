"""Show a name, address or number of a person in full, for a reason."""

from __future__ import annotations

from rongqu.events.identity import PersonRevealed
from rongqu.infra.tx import Tx
from rongqu.kernel.pii import Pii
from rongqu.modules.identity import permissions, queries
from rongqu.modules.identity.errors import UserNotFound
from rongqu.modules.identity.types import PersonPart, Reveal, User


async def reveal_person(tx: Tx, wish: Reveal) -> str:
    """Raises UserNotFound also for what the person does not have. The record says who has seen
    what of whom and why, never what it was."""
    tx.actor.require(permissions.REVEAL)
    user = await queries.get_user(tx, wish.user_id)
    found = _part_of(user, wish.part)
    if found is None:
        raise UserNotFound(user_id=wish.user_id)

    organisation = (await queries.get_account(tx, wish.user_id)).organisation
    await tx.publish(
        PersonRevealed(
            subject_id=user.id,
            parties=(organisation.id,),
            part=wish.part,
            reason=wish.reason,
        )
    )
    return found.reveal()


def _part_of(user: User, part: PersonPart) -> Pii | None:
    parts: dict[PersonPart, Pii | None] = {
        PersonPart.NAME: user.display_name,
        PersonPart.EMAIL: user.email,
        PersonPart.MOBILE: user.mobile,
    }
    return parts[part]
