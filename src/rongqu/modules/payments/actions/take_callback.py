"""Take a call-back of the bank."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.payments.actions._credits import take_credit
from rongqu.modules.payments.actions.record_news import record_news
from rongqu.modules.payments.ports import Callback, CreditNews, OrderNews
from rongqu.modules.payments.types import NoteKind


async def take_callback(tx: Tx, callback: Callback) -> None:
    """Internal: the endpoint has checked the signature. Safe to repeat."""
    match callback.news:
        case OrderNews() as news:
            await record_news(tx, news, NoteKind.CALLED_BACK, callback.id)
        case CreditNews() as news:
            booked = await take_credit(tx, news, NoteKind.CALLED_BACK, callback.id)
            if booked is not None:
                await tx.publish(booked)
