"""Ask those peers again that have said nothing."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.collateral import SilentPeersDue
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.collateral import queries, tables
from rongqu.modules.collateral.types import PeerState


async def ask_again(tx: Tx, application_id: ApplicationId) -> None:
    """Internal: whoever wishes it has required a permission and locked the case."""
    items = await queries.list_items(tx, application_id)
    if not items:
        return
    columns = tables.peer_question.c
    await tx.connection.execute(
        update(tables.peer_question)
        .where(columns.item_id.in_([item.id for item in items]), columns.state == PeerState.SILENT)
        .values(next_at=tx.now)
    )

    await tx.publish(SilentPeersDue(subject_id=application_id, parties=(items[0].lender_id,)))
