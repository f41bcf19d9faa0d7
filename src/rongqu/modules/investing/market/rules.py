"""What a holding costs, and when it may change hands. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from rongqu.kernel.money import Money, Rounding
from rongqu.kernel.rates import DayCount, Rate, as_decimal
from rongqu.kernel.schedule import Terms, compute_schedule
from rongqu.modules.investing.errors import (
    AskNotOpen,
    OnlyInTurn,
    PriceOutsidePolicy,
    TooFewUnits,
    TradeWithOneself,
    TradingHalted,
)
from rongqu.modules.investing.market.types import Ask, AskStatus, Fill, NewTrade
from rongqu.modules.investing.types import Holding, Offering, OfferingStatus


def plan_of(offering: Offering, principal: Money) -> Terms | None:
    """The schedule that `principal` of it is paid back by. None: its term has not begun."""
    if offering.starts_on is None or principal.minor <= 0:
        return None
    return Terms(
        principal=principal,
        rate=offering.rate,
        method=offering.method,
        months=offering.term_months,
        starts_on=offering.starts_on,
    )


def due_days(offering: Offering) -> list[date]:
    plan = plan_of(offering, offering.taken)
    return [] if plan is None else [each.due_on for each in compute_schedule(plan)]


def compute_price(units: Money, price: Decimal) -> Money:
    return units.times(price, Rounding.HALF_UP)


def compute_affordable(
    offering: Offering, ask: Ask, wished: Fill, day: date, due: Sequence[date]
) -> Money:
    """The most units of the ask that `most` pays for, with the interest accrued on them."""
    currency = ask.left.currency
    fits, above = 0, ask.left.minor + 1
    while above - fits > 1:
        units = Money((fits + above) // 2, currency)
        cost = compute_price(units, wished.price) + compute_accrued(offering, units, day, due)
        if wished.most < cost:
            above = units.minor
        else:
            fits = units.minor
    return Money(fits, currency)


def compute_accrued(offering: Offering, units: Money, day: date, due: Sequence[date]) -> Money:
    """Interest on the units since the last due day (or the beginning), until `day` (excluded), less
    the management fee of the days for which none was taken yet: whoever holds the units when the
    issuer pays gets the one and bears the other for all of these days."""
    assert offering.starts_on is not None
    since = max([offering.starts_on, *(each for each in due if each <= day)])
    interest = units.times(as_decimal(offering.rate.part(since, day)), Rounding.HALF_EVEN)
    fee = compute_fee(offering, units, day)
    return max(interest - fee, Money.zero(units.currency))


def compute_fee(offering: Offering, units: Money, day: date) -> Money:
    """The management fee 管理费 on the units until `day` (excluded), rounded down to the cent."""
    since = offering.fee_through
    if since is None or day <= since:
        return Money.zero(units.currency)
    rate = Rate(offering.management_fee_rate, DayCount.ACT_365F)
    return units.times(as_decimal(rate.part(since, day)), Rounding.DOWN)


def compute_fee_of_part(offering: Offering, held: Money, interest: Money, day: date) -> Money:
    """Out of a holder's part of the interest, of which at least a cent is left."""
    zero = Money.zero(held.currency)
    most = max(interest - Money(1, held.currency), zero)
    return min(compute_fee(offering, held, day), most)


def check_may_list(holding: Holding, units: Money, coming: Money) -> None:
    """`coming`: principal that the bank is paying back just now."""
    free = holding.free - coming
    if units.minor <= 0 or free < units:
        raise TooFewUnits(free=free, wanted=units)


def check_price(price: Decimal, lowest: Decimal, highest: Decimal) -> None:
    if not lowest <= price <= highest:
        raise PriceOutsidePolicy(price=price, lowest=lowest, highest=highest)


def check_may_take(ask: Ask, wished: NewTrade, buyer: object) -> None:
    if ask.seller_id == buyer:
        raise TradeWithOneself(ask_id=ask.id)
    if ask.is_redemption:
        raise OnlyInTurn(ask_id=ask.id)
    if ask.status is not AskStatus.OPEN or wished.units.minor <= 0 or ask.left < wished.units:
        raise AskNotOpen(status=ask.status, left=ask.left)


def check_trading(offering: Offering, settles_on: date, halt: int, due: Sequence[date]) -> None:
    """Not from `halt` days before a due day on: it has to be clear by then who is paid."""
    if offering.status is not OfferingStatus.ACTIVE:
        raise TradingHalted(status=offering.status)
    last = settles_on + timedelta(days=halt)
    if any(settles_on - timedelta(days=1) < each <= last for each in due):
        raise TradingHalted(settles_on=settles_on)
