"""Buy for a plan from the redemption queue what it wants of it."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, TradeId, new_id
from rongqu.modules.investing import queries, tables
from rongqu.modules.investing.actions.fill_ask import fill_ask
from rongqu.modules.investing.errors import NotSuitable
from rongqu.modules.investing.market.types import Ask, Fill, Trade
from rongqu.modules.investing.plans.queries import lock_plan
from rongqu.modules.investing.plans.rules import compute_purchase, wants
from rongqu.modules.investing.suitability.queries import read_invested
from rongqu.modules.ledger.public import Account, AccountCode, lock_available


async def serve_plan_from_queue(
    tx: Tx, investor_id: OrganisationId, redemption: Ask
) -> Trade | None:
    """Internal: only the matching calls it. A plan whose owner may not buy is passed over: the next
    one in turn may."""
    plan = await lock_plan(tx, investor_id)
    offering = await queries.get_offering(tx, redemption.offering_id)
    if not (plan.takes_redemptions and wants(plan, offering)):
        return None
    account = Account(AccountCode.CUSTODY, investor_id)
    available = await lock_available(tx, account, plan.each.currency)
    invested = await read_invested(tx, investor_id, offering.id)
    most = compute_purchase(plan, invested.project, available)
    wished = Fill(
        trade_id=TradeId(new_id()),
        ask_id=redemption.id,
        buyer_id=investor_id,
        price=redemption.price,
        most=most,
    )
    try:
        agreed = await fill_ask(tx, wished)
    except NotSuitable:
        return None
    if agreed is None:
        return None

    await tx.connection.execute(
        update(tables.plan)
        .where(tables.plan.c.investor_id == investor_id)
        .values(spent_minor=plan.spent.minor + agreed.amount.minor, served_at=tx.now)
    )
    return agreed
