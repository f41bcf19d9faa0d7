"""Look a name up in the lists that hold."""

from __future__ import annotations

from rongqu.events.compliance import NameChecked
from rongqu.infra.tx import Tx
from rongqu.modules.compliance import permissions
from rongqu.modules.compliance.loaded_lists import load_current_lists, read_least_score
from rongqu.modules.compliance.screening.normal import Kind
from rongqu.modules.compliance.screening_types import Match


async def check_name(tx: Tx, name: str, kind: Kind) -> list[Match]:
    """Best first. That somebody looked stays on record, the name does not."""
    tx.actor.require(permissions.SCREEN)
    lists = await load_current_lists(tx)
    matches = lists.find(name, kind, await read_least_score(tx))

    await tx.publish(
        NameChecked(subject_id=tx.actor.id, parties=(tx.actor.organisation,), found=len(matches))
    )
    return matches
