"""Release what secured a contract: it was paid back, or never came to be."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.collateral import ItemsReleased
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId
from rongqu.modules.collateral import queries, tables
from rongqu.modules.evidence.public import release_for


async def release_items(tx: Tx, contract_id: ContractId, *, is_over: bool = True) -> None:
    """Internal: the room whose contract it was. Safe to repeat. Not over: the application is
    decided anew, so its things stand as they did before they were pledged."""
    rows = (await tx.connection.execute(queries.lines_of(contract_id).with_for_update())).all()
    if not rows:
        return
    await release_for(tx, contract_id)

    values = {"released_at": tx.now} if is_over else {"contract_id": None, "pledged_at": None}
    these = update(tables.item).where(tables.item.c.id.in_([row.id for row in rows]))
    await tx.connection.execute(these.values(values))

    first = rows[0]
    await tx.publish(
        ItemsReleased(
            subject_id=contract_id,
            parties=(first.owner_id, first.lender_id),
            application_id=first.application_id,
            item_ids=tuple(row.id for row in rows),
        )
    )
