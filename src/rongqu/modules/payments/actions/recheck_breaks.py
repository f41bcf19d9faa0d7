"""Close the breaks of orders whose lines have found their counterpart since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from sqlalchemy import update

from rongqu.events.payments import BreakExplained
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import BreakId, PaymentOrderId
from rongqu.modules.payments import reconciling, tables
from rongqu.modules.payments import statement_queries as statements
from rongqu.modules.payments.reconciling import KnownOrder, Leg
from rongqu.modules.payments.types import Break, BreakReason, BreakStatus


async def recheck_breaks(tx: Tx, order_ids: Collection[PaymentOrderId], fee_account: str) -> None:
    """Internal: after an order has ended, or a statement was imported. Safe to repeat."""
    waiting = await statements.lock_open_breaks_of(tx, order_ids)
    if not waiting:
        return
    ids = {each.order_id for each in waiting if each.order_id is not None}
    orders = await statements.read_known_orders(tx, ids, None, fee_account)
    taken = await statements.read_taken_legs(tx, ids)

    for item in waiting:
        order = orders.get(item.order_id) if item.order_id is not None else None
        if order is not None and await _is_explained(tx, item, order, taken):
            await _close(tx, item.id)
            await tx.publish(
                BreakExplained(
                    subject_id=item.id, parties=(tx.actor.organisation,), order_id=order.id
                )
            )


async def _is_explained(
    tx: Tx, item: Break, order: KnownOrder, taken: dict[PaymentOrderId, list[Leg]]
) -> bool:
    """Lines that waited for the order's end, or an order that waited for its lines."""
    if order.settled_on is None:
        return False
    matched = taken.setdefault(order.id, [])
    if item.reason is BreakReason.MISSING_AT_BANK:
        return not Counter(order.legs) - Counter(matched)
    if item.reason is not BreakReason.NOT_SETTLED:
        return False
    lines = [each.line for each in await statements.list_lines_of_break(tx, item.id)]
    verdicts, _ = reconciling.match_lines(lines, {order.id: order}, {order.id: matched})
    if any(verdict.reason is not None for verdict in verdicts):
        return False
    matched += [(line.sub_account, line.amount.minor) for line in lines]
    return True


async def _close(tx: Tx, break_id: BreakId) -> None:
    """Its lines are matched from now on."""
    await tx.connection.execute(
        update(tables.statement_line)
        .where(tables.statement_line.c.break_id == break_id)
        .values(break_id=None)
    )
    await tx.connection.execute(
        update(tables.break_item)
        .where(tables.break_item.c.id == break_id)
        .values(status=BreakStatus.EXPLAINED, closed_at=tx.now, closed_by=tx.actor.id)
    )
