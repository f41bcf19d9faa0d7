"""Money that has come in without an order of ours: one is noted that is settled already."""

from __future__ import annotations

from uuid import UUID, uuid5

from rongqu.infra.tx import Tx
from rongqu.kernel.events import Event
from rongqu.kernel.ids import PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.modules.payments import queries
from rongqu.modules.payments.actions._changes import line_of, note, settle
from rongqu.modules.payments.actions._placing import place_order
from rongqu.modules.payments.ports import CreditNews
from rongqu.modules.payments.reconciling import CREDITS
from rongqu.modules.payments.types import Effect, NewOrder, NoteKind, OrderKind


async def take_credit(tx: Tx, news: CreditNews, kind: NoteKind, note_id: UUID) -> Event | None:
    """The fact to publish; None when this very credit is booked already."""
    owner = await queries.get_owner_of(tx, news.account_no)
    placed = await place_order(
        tx,
        NewOrder(
            id=PaymentOrderId(uuid5(CREDITS, news.reference)),
            kind=OrderKind.TOP_UP,
            payer=None,
            payee=owner,
            amount=news.amount,
            fee=Money.zero(news.amount.currency),
            reference=owner,
        ),
    )
    if not placed.is_new:
        return None
    await note(tx, placed.order, line_of(tx, note_id, kind, Effect.MOVED, says="settled"))
    return await settle(tx, placed.order, news.booked_on)
