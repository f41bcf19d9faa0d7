"""Buy what another holder sells: agreed now, settled on the next business day (T+1)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert, update

from rongqu.events.investing import TradeAgreed
from rongqu.infra.calendar import next_business_day
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import HoldId
from rongqu.modules.investing import permissions, queries, tables
from rongqu.modules.investing.errors import NotEnoughMoney, TradeIdTaken
from rongqu.modules.investing.market import rules
from rongqu.modules.investing.market.queries import find_trade, lock_ask
from rongqu.modules.investing.market.types import Ask, AskStatus, NewTrade, Trade, TradeStatus
from rongqu.modules.investing.rules import kind_rules
from rongqu.modules.investing.suitability import queries as suitability
from rongqu.modules.investing.suitability.rules import check_limits, check_suitable
from rongqu.modules.investing.types import Offering
from rongqu.modules.ledger.public import Account, AccountCode, NewHold, lock_available, place_hold


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
    agreed = await _agree(tx, offering, ask, wished)
    await _check_buyer(tx, offering, agreed)
    if available < agreed.amount:
        missing = agreed.amount - available
        raise NotEnoughMoney(available=available, needed=agreed.amount, missing=missing)

    await place_hold(
        tx,
        NewHold(
            id=HoldId(agreed.id),
            account=account,
            amount=agreed.amount,
            reference=f"investing.trade:{agreed.id}",
        ),
    )
    await _note(tx, ask, agreed)

    await tx.publish(
        TradeAgreed(
            subject_id=agreed.id,
            parties=(agreed.seller_id, agreed.buyer_id),
            offering_id=agreed.offering_id,
            units=agreed.units,
            price=agreed.price,
            accrued=agreed.accrued,
            settles_on=agreed.settles_on,
        )
    )
    return agreed


async def _agree(tx: Tx, offering: Offering, ask: Ask, wished: NewTrade) -> Trade:
    settles_on = await next_business_day(tx, tx.business_date + timedelta(days=1))
    due = rules.due_days(offering)
    halt = int(await read_policy(tx, "investing.transfer_halt_days"))
    rules.check_trading(offering, settles_on, halt, due)
    return Trade(
        id=wished.id,
        ask_id=ask.id,
        units=wished.units,
        offering_id=ask.offering_id,
        seller_id=ask.seller_id,
        buyer_id=tx.actor.organisation,
        price=rules.compute_price(wished.units, ask.price),
        accrued=rules.compute_accrued(offering, wished.units, settles_on, due),
        status=TradeStatus.HELD,
        traded_at=tx.now,
        settles_on=settles_on,
    )


async def _check_buyer(tx: Tx, offering: Offering, agreed: Trade) -> None:
    """Whoever may not subscribe may not buy either."""
    standing = await suitability.get_standing(tx, agreed.buyer_id)
    limits = await suitability.read_limits(tx, offering.kind)
    rule = kind_rules()[offering.kind]
    check_suitable(offering, standing, limits, rule, tx.business_date)
    invested = await suitability.read_invested(tx, agreed.buyer_id, offering.id)
    check_limits(agreed.amount, standing, invested, limits)


async def _note(tx: Tx, ask: Ask, agreed: Trade) -> None:
    left = ask.left - agreed.units
    status = AskStatus.SOLD if left.is_zero() else AskStatus.OPEN
    await tx.connection.execute(
        update(tables.ask)
        .where(tables.ask.c.id == ask.id)
        .values(left_minor=left.minor, status=status)
    )
    await tx.connection.execute(
        insert(tables.trade).values(
            id=agreed.id,
            ask_id=agreed.ask_id,
            offering_id=agreed.offering_id,
            seller_id=agreed.seller_id,
            buyer_id=agreed.buyer_id,
            currency=agreed.units.currency,
            units_minor=agreed.units.minor,
            price_minor=agreed.price.minor,
            accrued_minor=agreed.accrued.minor,
            status=agreed.status,
            traded_at=agreed.traded_at,
            settles_on=agreed.settles_on,
        )
    )
