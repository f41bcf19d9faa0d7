"""A funder gives back at once what was called back, instead of having it set off."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.payments import ShareFailed, ShareSettled
from rongqu.events.syndication import GiveBackOrdered, GiveBackRefused, GivenBack
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId, PaymentOrderId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.payments.public import OrderKind, TransferOrder, order_transfer
from rongqu.modules.syndication import permissions, queries, tables
from rongqu.modules.syndication.errors import NothingToGiveBack
from rongqu.modules.syndication.types import Recall

RECALL = tables.recall.c


async def give_back(tx: Tx, loan_id: LoanId) -> Money:
    """Of the actor's organisation. What is on its way is not set off meanwhile, and not ordered a
    second time; returns how much that is."""
    tx.actor.require(permissions.GIVE_BACK)
    recalls = await queries.lock_recalls(tx, loan_id, tx.actor.organisation)
    if not recalls:
        raise NothingToGiveBack(loan_id=loan_id)
    for recall in recalls:
        await _order(tx, recall)
    amount = sum((each.left for each in recalls), start=Money.zero(recalls[0].left.currency))

    await tx.publish(
        GiveBackOrdered(
            subject_id=loan_id, parties=(recalls[0].funder, recalls[0].lender), amount=amount
        )
    )
    return amount


async def _order(tx: Tx, recall: Recall) -> None:
    order_id = PaymentOrderId(new_id())
    await order_transfer(
        tx,
        TransferOrder(
            id=order_id,
            kind=OrderKind.SHARE,
            payer=recall.funder,
            payee=recall.lender,
            amount=recall.left,
            reference=recall.id,
        ),
    )
    await tx.connection.execute(
        update(tables.recall)
        .where(RECALL.id == recall.id)
        .values(payment_order_id=order_id, reason_code=None)
    )


async def record_give_back(tx: Tx, news: ShareSettled | ShareFailed) -> None:
    """Internal: only the handlers call it. Safe to repeat: only news of the order that is under way
    counts. What the bank refused is owed as before."""
    recall = await queries.lock_returning(tx, news.subject_id, news.order_id)
    if recall is None:
        return
    reason_code = news.reason_code if isinstance(news, ShareFailed) else None
    settled = {} if reason_code else {"settled_minor": RECALL.amount_minor}
    await tx.connection.execute(
        update(tables.recall)
        .where(RECALL.id == recall.id)
        .values(payment_order_id=None, reason_code=reason_code, **settled)
    )

    parties = (recall.funder, recall.lender)
    if reason_code is None:
        given = GivenBack(subject_id=recall.loan_id, parties=parties, amount=recall.left)
        await tx.publish(given)
    else:
        refused = GiveBackRefused(
            subject_id=recall.loan_id, parties=parties, reason_code=reason_code
        )
        await tx.publish(refused)
