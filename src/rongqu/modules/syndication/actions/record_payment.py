"""The bank has paid a funder's part, or not."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import update

from rongqu.events.payments import ShareFailed, ShareSettled
from rongqu.events.syndication import PartPaid, PartRefused
from rongqu.infra.tx import Tx
from rongqu.modules.syndication import queries, tables
from rongqu.modules.syndication.actions._calling_back import note_recall
from rongqu.modules.syndication.types import PartStatus, Payable


async def record_payment(tx: Tx, news: ShareSettled | ShareFailed) -> None:
    """Internal: only the handlers call it. Safe to repeat: only news of the order that the part is
    paid by counts. When the bank refused, the part waits to be ordered again, under another
    order's id; what is told of the former order once more must not make it wait a second time.
    What was called back in the meantime is owed once it is paid, and not ordered again."""
    part = await queries.lock_part(tx, news.subject_id)
    if part is None or part.status is not PartStatus.PAYING or part.order_id != news.order_id:
        return
    reason_code = news.reason_code if isinstance(news, ShareFailed) else None
    await _record(tx, part, reason_code)

    parties = (part.funder, part.lender)
    if reason_code is None:
        paid = PartPaid(subject_id=part.loan_id, parties=parties, part_id=part.id, amount=part.left)
        await tx.publish(paid)
    else:
        refused = PartRefused(
            subject_id=part.loan_id, parties=parties, part_id=part.id, reason_code=reason_code
        )
        await tx.publish(refused)


async def _record(tx: Tx, part: Payable, reason_code: str | None) -> None:
    if reason_code is None:
        status = PartStatus.PAID
        values: dict[str, object] = {"status": status}
    else:
        status = PartStatus.CALLED_BACK if part.is_called_back else PartStatus.WAITING
        values = {"status": status, "payment_order_id": None, "reason_code": reason_code}
    await tx.connection.execute(
        update(tables.part).where(tables.part.c.id == part.id).values(**values)
    )
    if part.is_called_back:
        await note_recall(tx, replace(part, status=status))
