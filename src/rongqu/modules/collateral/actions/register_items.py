"""The owner declares the things of an application as theirs, so that they can be pledged."""

from __future__ import annotations

from rongqu.events.collateral import ItemsDeclared
from rongqu.infra.tx import Tx
from rongqu.modules.collateral import queries
from rongqu.modules.collateral.engine.marks import marks_of_item
from rongqu.modules.collateral.errors import OwnedByAnother
from rongqu.modules.collateral.types import Case
from rongqu.modules.evidence.public import AssetKnown, register_for


async def register_items(tx: Tx, case: Case) -> None:
    """Internal: the owner hands the application in, in the room whose case it is."""
    items = await queries.lock_items(tx, case.application_id)
    if not items:
        return
    marks = [mark for item in items for mark in marks_of_item(item)]
    try:
        await register_for(tx, case.owner_id, marks)
    except AssetKnown as error:
        raise OwnedByAnother(**error.params) from error

    await tx.publish(
        ItemsDeclared(
            subject_id=case.application_id,
            parties=(case.owner_id, case.lender_id),
            item_ids=tuple(item.id for item in items),
        )
    )
