"""A trade is agreed: the buyer's money is set aside, the ask has less left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import insert, update

from rongqu.events.investing import TradeAgreed
from rongqu.infra.calendar import next_business_day
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import HoldId
from rongqu.modules.investing import tables
from rongqu.modules.investing.errors import TradingHalted
from rongqu.modules.investing.market import rules
from rongqu.modules.investing.market.queries import has_unpaid_parts
from rongqu.modules.investing.market.types import Ask, AskStatus, Trade
from rongqu.modules.investing.rules import kind_rules
from rongqu.modules.investing.suitability import queries as suitability
from rongqu.modules.investing.suitability.rules import check_limits, check_suitable
from rongqu.modules.investing.types import Offering
from rongqu.modules.ledger.public import Account, AccountCode, NewHold, place_hold


@dataclass(frozen=True, slots=True)
class Settling:
    """When a trade of today settles, and the days on which the issuer pays."""

    on: date
    due: Sequence[date]


async def read_settling(tx: Tx, offering: Offering) -> Settling:
    """Refuses while a payment of the issuer is near, or under way."""
    if await has_unpaid_parts(tx, offering.id):
        raise TradingHalted(offering_id=offering.id)
    settles_on = await next_business_day(tx, tx.business_date + timedelta(days=1))
    due = rules.due_days(offering)
    halt = int(await read_policy(tx, "investing.transfer_halt_days"))
    rules.check_trading(offering, settles_on, halt, due)
    return Settling(settles_on, due)


async def check_buyer(tx: Tx, offering: Offering, agreed: Trade) -> None:
    """Whoever may not subscribe may not buy either. The caller has locked the buyer's money."""
    standing = await suitability.get_standing(tx, agreed.buyer_id)
    limits = await suitability.read_limits(tx, offering.kind)
    rule = kind_rules()[offering.kind]
    check_suitable(offering, standing, limits, rule, tx.business_date)
    invested = await suitability.read_invested(tx, agreed.buyer_id, offering.id)
    check_limits(agreed.amount, standing, invested, limits)


async def agree(tx: Tx, ask: Ask, agreed: Trade) -> TradeAgreed:
    """The ask is locked, the buyer was checked. Returns the news, for the action to publish."""
    await place_hold(
        tx,
        NewHold(
            id=HoldId(agreed.id),
            account=Account(AccountCode.CUSTODY, agreed.buyer_id),
            amount=agreed.amount,
            reference=f"investing.trade:{agreed.id}",
        ),
    )
    await _note(tx, ask, agreed)

    return TradeAgreed(
        subject_id=agreed.id,
        parties=(agreed.seller_id, agreed.buyer_id),
        offering_id=agreed.offering_id,
        units=agreed.units,
        price=agreed.price,
        accrued=agreed.accrued,
        settles_on=agreed.settles_on,
    )


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
