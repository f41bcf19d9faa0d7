"""The equal instalment 等额本息: what a loan costs each month.

One formula for everybody who shows a monthly cost (matching, the catalogue's calculator) and for
the schedule in a contract, so that no two screens differ by a cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext

from rongqu.kernel.money import Money, Rounding

EXACT = Context(prec=34)
"""Digits of IEEE 754 decimal128: an error stays far below a cent for every BIGINT amount."""


def instalment_amount(principal: Money, monthly_rate: Decimal, months: int) -> Money:
    """P · r · (1+r)^n / ((1+r)^n - 1), rounded half to even; a rate of 0 gives P / n.

    The annuity-immediate of the textbooks, evened out as `instalment_of` says. `monthly_rate` is a
    fraction: 0.003625 for 4.35 % a year (`Rate.monthly`). Raises ValueError for a term below one
    month or a negative rate.
    """
    if months < 1:
        raise ValueError("a loan is paid back in at least one month")
    return instalment_of(principal, [monthly_rate] * months)


def instalment_of(principal: Money, period_rates: Sequence[Decimal]) -> Money:
    """The same instalment where each period has its own rate, as actual days give it.

    P · Π(1+rᵢ) / f, with f ← f · (1+rᵢ) + 1 over all periods but the first, beginning at 1: the
    payment at which the balance after the last period is nothing.

    Interest is rounded to the cent in each period, so the last instalment takes what is left over.
    While that is half a cent a period or more, every instalment moves by its share of it, as
    long as the last one comes closer to the others (the rule of Apache Fineract's progressive
    schedules): in a long loan nobody pays a noticeably different last instalment.
    """
    if not period_rates or min(period_rates) < 0:
        raise ValueError("an instalment needs periods, and no rate below nothing")
    with localcontext(EXACT):
        growth, factor = 1 + period_rates[0], Decimal(1)
        for rate in period_rates[1:]:
            growth *= 1 + rate
            factor = factor * (1 + rate) + 1
        exact = principal.times(growth / factor, Rounding.HALF_EVEN)
        return _even_out(principal, period_rates, exact)


def _even_out(principal: Money, period_rates: Sequence[Decimal], instalment: Money) -> Money:
    periods = len(period_rates)
    difference = _left_for_the_last(principal, period_rates, instalment) - instalment
    while 2 * abs(difference.minor) >= periods:
        shift = difference.times(Decimal(1) / periods, Rounding.HALF_EVEN)
        shifted = instalment + shift
        closer = _left_for_the_last(principal, period_rates, shifted) - shifted
        if abs(closer.minor) >= abs(difference.minor):
            break
        instalment, difference = shifted, closer
    return instalment


def _left_for_the_last(
    principal: Money, period_rates: Sequence[Decimal], instalment: Money
) -> Money:
    """The last instalment, when all before it are `instalment`."""
    balance = principal
    for rate in period_rates[:-1]:
        balance = balance + balance.times(rate, Rounding.HALF_EVEN) - instalment
    return balance + balance.times(period_rates[-1], Rounding.HALF_EVEN)
