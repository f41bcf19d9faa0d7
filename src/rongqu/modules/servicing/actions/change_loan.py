"""Change a loan as one person has asked and another agrees: record the fact, or take one back."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.compliance.public import Approval
from rongqu.modules.servicing import permissions, queries, rules
from rongqu.modules.servicing.actions._history import cancel_fact, record_fact
from rongqu.modules.servicing.actions._news import news_of, news_of_cancelled
from rongqu.modules.servicing.actions.ask_change import as_fact, check_limits
from rongqu.modules.servicing.types import ChangeWish


async def change_loan(tx: Tx, approved: Approval, wish: ChangeWish) -> None:
    """Runs as the approver. What has become impossible since it was asked for is refused, and the
    approval with it."""
    tx.actor.require(permissions.APPROVE_CHANGE)
    loan = await queries.lock_loan(tx, wish.loan_id)
    if wish.cancels is None:
        await check_limits(tx, loan, wish)
        recorded = await record_fact(tx, loan, as_fact(tx, wish, approved.reason))
        news = await news_of(tx, recorded)
    else:
        cancelled = await queries.get_fact(tx, loan, wish.cancels)
        rules.check_not_cancelled(cancelled.fact)
        news = await news_of_cancelled(tx, await cancel_fact(tx, loan, cancelled))

    for event in news:
        await tx.publish(event)
