"""Write down that peers are to be asked about the things of an application."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.collateral import queries, tables
from rongqu.modules.collateral.types import Occasion, PeerState


async def open_questions(
    tx: Tx, application_id: ApplicationId, occasion: Occasion, peers: Sequence[str]
) -> None:
    """Internal: only a job calls it, before it asks; what the answers say is published. Safe to
    repeat: what was asked stays as it is."""
    items = await queries.list_items(tx, application_id)
    rows = [
        {
            "item_id": item.id,
            "peer": peer,
            "occasion": occasion,
            "state": PeerState.WAITING,
            "attempts": 0,
            "asked_at": tx.now,
            "next_at": tx.now,
        }
        for item in items
        for peer in peers
    ]
    if rows:
        await tx.connection.execute(
            insert(tables.peer_question).values(rows).on_conflict_do_nothing()
        )
