"""Take a company out of a batch before it is approved, with the reason; or put it back."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.parks import LineTakenOut
from rongqu.infra.tx import Tx
from rongqu.modules.parks import permissions, queries, rules
from rongqu.modules.parks import tables as t
from rongqu.modules.parks.types import Line, LineId, LineStatus, Missed, ParkBatchId


async def take_out_line(tx: Tx, batch_id: ParkBatchId, line_id: LineId, reason: str | None) -> Line:
    """`reason` None: put back, to what its check had found."""
    tx.actor.require(permissions.DECIDE)
    batch = await queries.lock_batch(tx, batch_id)
    line = await queries.lock_line(tx, batch, line_id)
    rules.check_lender(batch, tx.actor)
    rules.check_ready(batch)
    rules.check_can_take_out(line, is_out=reason is not None)

    status = LineStatus.EXCEPTED if reason is not None else _as_found(line)
    row = await tx.connection.execute(
        update(t.line)
        .where(t.line.c.id == line.id)
        .values(status=status, note=reason)
        .returning(t.line)
    )

    await tx.publish(
        LineTakenOut(
            subject_id=batch.id,
            parties=batch.parties,
            line_id=line.id,
            is_out=reason is not None,
        )
    )
    return queries.to_line(row.one())


def _as_found(line: Line) -> LineStatus:
    if line.enterprise_id is None:
        return LineStatus.INVITED
    known = tuple[Missed, ...](line.missed)
    is_blind = line.score is None and not known
    return LineStatus.UNCLEAR if is_blind else rules.judge(known)
