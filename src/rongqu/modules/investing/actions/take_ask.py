"""Buy what another holder sells: agreed now, settled on the next business day (T+1)."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.investing import permissions, queries
from rongqu.modules.investing.actions._agreeing import agree, check_buyer, read_settling
from rongqu.modules.investing.errors import NotEnoughMoney, TradeIdTaken
from rongqu.modules.investing.market import rules
from rongqu.modules.investing.market.queries import find_trade, lock_ask
from rongqu.modules.investing.market.types import NewTrade, Trade, TradeStatus
from rongqu.modules.ledger.public import Account, AccountCode, lock_available


async def take_ask(tx: Tx, wished: NewTrade) -> Trade:
    """For the actor's organisation; never its own ask. The money is set aside at once."""
    tx.actor.require(permissions.INVEST)
    buyer = tx.actor.organisation
    account = Account(AccountCode.CUSTODY, buyer)
    available = await lock_available(tx, account, wished.units.currency)
    if (known := await find_trade(tx, wished.id)) is not None:
        if (known.ask_id, known.units, known.buyer_id) != (wished.ask_id, wished.units, buyer):
            raise TradeIdTaken(trade_id=wished.id)
        return known
    ask = await lock_ask(tx, wished.ask_id)
    rules.check_may_take(ask, wished, buyer)
    offering = await queries.get_offering(tx, ask.offering_id)
    settling = await read_settling(tx, offering)
    agreed = Trade(
        id=wished.id,
        ask_id=ask.id,
        units=wished.units,
        offering_id=ask.offering_id,
        seller_id=ask.seller_id,
        buyer_id=buyer,
        price=rules.compute_price(wished.units, ask.price),
        accrued=rules.compute_accrued(offering, wished.units, settling.on, settling.due),
        status=TradeStatus.HELD,
        traded_at=tx.now,
        settles_on=settling.on,
    )
    await check_buyer(tx, offering, agreed)
    if available < agreed.amount:
        missing = agreed.amount - available
        raise NotEnoughMoney(available=available, needed=agreed.amount, missing=missing)

    await tx.publish(await agree(tx, ask, agreed))
    return agreed
