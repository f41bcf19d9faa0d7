"""Record that the bank has reported on a batch, and which of its orders it has taken."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import update

from rongqu.events.payments import BatchReported
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import BatchId, new_id
from rongqu.modules.payments import tables
from rongqu.modules.payments.actions.record_news import record_news
from rongqu.modules.payments.ports import OrderNews
from rongqu.modules.payments.types import NoteKind


async def record_report(
    tx: Tx, batch_id: BatchId, accepted: Iterable[OrderNews], kind: NoteKind
) -> None:
    """Internal: for what books no money; ends are recorded each in a transaction of its own, so
    that two reports never wait for each other's accounts."""
    count = 0
    for news in sorted(accepted, key=lambda each: each.order_id):
        await record_news(tx, news, kind, new_id())
        count += 1
    await tx.connection.execute(
        update(tables.payment_batch)
        .where(tables.payment_batch.c.id == batch_id)
        .values(answered_at=tx.now)
    )

    await tx.publish(BatchReported(subject_id=batch_id, parties=(), accepted=count))
