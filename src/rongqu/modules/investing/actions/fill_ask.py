"""An ask meets a waiting bid or a plan: as much as its money pays for changes hands."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.investing import queries
from rongqu.modules.investing.actions._agreeing import agree, check_buyer, read_settling
from rongqu.modules.investing.market import rules
from rongqu.modules.investing.market.queries import lock_ask
from rongqu.modules.investing.market.types import AskStatus, Fill, Trade, TradeStatus
from rongqu.modules.ledger.public import void_hold


async def fill_ask(tx: Tx, wished: Fill) -> Trade | None:
    """Internal: only the matching calls it, with the buyer's money locked. None: there is
    nothing to agree, as the ask is over by now or `most` pays for none of it. Whatever is refused
    is refused before anything has changed."""
    ask = await lock_ask(tx, wished.ask_id)
    is_crossing = ask.price <= wished.price and ask.seller_id != wished.buyer_id
    if ask.status is not AskStatus.OPEN or not is_crossing:
        return None
    offering = await queries.get_offering(tx, ask.offering_id)
    settling = await read_settling(tx, offering)
    units = rules.compute_affordable(offering, ask, wished, settling.on, settling.due)
    if units.is_zero():
        return None
    agreed = Trade(
        id=wished.trade_id,
        ask_id=ask.id,
        units=units,
        offering_id=ask.offering_id,
        seller_id=ask.seller_id,
        buyer_id=wished.buyer_id,
        price=rules.compute_price(units, wished.price),
        accrued=rules.compute_accrued(offering, units, settling.on, settling.due),
        status=TradeStatus.HELD,
        traded_at=tx.now,
        settles_on=settling.on,
    )
    await check_buyer(tx, offering, agreed)

    if wished.hold_id is not None:
        await void_hold(tx, wished.hold_id)
    await tx.publish(await agree(tx, ask, agreed))
    return agreed
