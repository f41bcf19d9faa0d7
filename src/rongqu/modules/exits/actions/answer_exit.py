"""A holder accepts or declines; until the time is over the answer can be another one."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.exits import ExitAnswered
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId
from rongqu.kernel.money import Money
from rongqu.modules.exits import permissions, queries, tables
from rongqu.modules.exits.errors import ExitOver, NotAsked
from rongqu.modules.exits.types import ExitId, ExitStatus


async def answer_exit(tx: Tx, exit_id: ExitId, *, accepts: bool) -> OfferingId:
    """The row of the answer decides: whoever comes while it is counted comes too late."""
    tx.actor.require(permissions.ANSWER)
    found = await queries.get_exit(tx, exit_id)
    is_over = found.closes_at is not None and found.closes_at <= tx.now
    if found.status is not ExitStatus.ASKING or is_over:
        raise ExitOver(status=found.status)

    columns = tables.answer.c
    answered = await tx.connection.execute(
        update(tables.answer)
        .where(
            columns.exit_id == exit_id,
            columns.investor_id == tx.actor.organisation,
            columns.is_counted.is_(False),
        )
        .values(accepts=accepts, answered_by=tx.actor.id, answered_at=tx.now)
        .returning(columns.units_minor, columns.currency)
    )
    row = answered.one_or_none()
    if row is None:
        raise NotAsked(exit_id=exit_id)

    await tx.publish(
        ExitAnswered(
            subject_id=exit_id,
            parties=(tx.actor.organisation,),
            units=Money(row.units_minor, row.currency),
            accepts=accepts,
        )
    )
    return found.offering_id
