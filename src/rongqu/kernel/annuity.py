"""The equal instalment 等额本息: what a loan costs each month.

One formula for everybody who shows a monthly cost (matching, the catalogue's calculator) and for
the schedule in a contract, so that no two screens differ by a cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from rongqu.kernel.money import Money
from rongqu.kernel.ratios import PeriodRates, half_even


def instalment_amount(principal: Money, monthly_rate: Decimal | Fraction, months: int) -> Money:
    """P · r · (1+r)^n / ((1+r)^n - 1), rounded half to even; a rate of 0 gives P / n.

    The annuity-immediate of the textbooks, evened out as `level_instalment` says. `monthly_rate`
    is a fraction: 0.003625 for 4.35 % a year (`Rate.monthly`). Raises ValueError for a term below
    one month or a negative rate.
    """
    if months < 1:
        raise ValueError("a loan is paid back in at least one month")
    rates = PeriodRates.level(Fraction(monthly_rate), months)
    return Money(level_instalment(principal.minor, rates), principal.currency)


def instalment_of(principal: Money, period_rates: Sequence[Decimal | Fraction]) -> Money:
    """The same instalment where each period has its own rate, as actual days give it."""
    if not period_rates:
        raise ValueError("an instalment needs periods")
    rates = PeriodRates.of([Fraction(rate) for rate in period_rates])
    return Money(level_instalment(principal.minor, rates), principal.currency)


def level_instalment(principal: int, rates: PeriodRates, unit: int = 1) -> int:
    """In minor units, rounded to whole `unit`s (100 for instalments in whole yuan).

    P · Π(1+rᵢ) / f, with f ← f · (1+rᵢ) + 1 over all periods but the first, beginning at 1: the
    payment at which the balance after the last period is nothing.

    Interest is rounded to the cent in each period, so the last instalment takes what is left over.
    While that is half a unit a period or more, every instalment moves by its share of it, as
    long as the last one comes closer to the others (the rule of Apache Fineract's progressive
    schedules): in a long loan nobody pays a noticeably different last instalment. An instalment
    that would round to nothing stays in minor units.
    """
    return level_parts(principal, rates, unit)[0]


def level_parts(
    principal: int, rates: PeriodRates, unit: int = 1
) -> tuple[int, list[tuple[int, int]]]:
    """The instalment, and principal and interest of each period; the last one takes the rest.

    Where the instalment does not even pay the interest, or rounding pays a tiny loan off early,
    parts are nothing or below: whoever makes a plan of them looks (`schedule/parts.py`).
    """
    if min(rates.numerators) < 0:
        raise ValueError("an instalment knows no rate below nothing")
    growth, factor = annuity_of(rates)
    instalment = half_even(principal * growth, factor * unit) * unit
    if instalment == 0:
        unit, instalment = 1, half_even(principal * growth, factor)
    parts, over = _parts_at(principal, rates, instalment)
    limit = len(rates) * unit
    while 2 * abs(over) >= limit:
        shifted = instalment + half_even(over, limit) * unit
        shifted_parts, closer = _parts_at(principal, rates, shifted)
        if abs(closer) >= abs(over):
            break
        instalment, parts, over = shifted, shifted_parts, closer
    return instalment, parts


@lru_cache(maxsize=4096)
def annuity_of(rates: PeriodRates) -> tuple[int, int]:
    """Growth and factor over the same denominator: the instalment of 1 is their quotient.

    With q the denominator and nᵢ the numerators: Π(q+nᵢ), over what the payments grow to.
    """
    one, growth = rates.denominator, rates.denominator + rates.numerators[0]
    factor, unity = one, one
    for numerator in rates.numerators[1:]:
        growth *= one + numerator
        unity *= one
        factor = factor * (one + numerator) + unity
    return growth, factor


def _parts_at(
    principal: int, rates: PeriodRates, instalment: int
) -> tuple[list[tuple[int, int]], int]:
    """The parts, and how much more than the others the last instalment is.

    `half_even` is written out here: this loop is most of what a schedule costs.
    """
    balance, half, whole = principal, rates.denominator, 2 * rates.denominator
    parts = list[tuple[int, int]]()
    add = parts.append
    for numerator in rates.numerators:
        interest, left = divmod(2 * balance * numerator + half, whole)
        if not left and interest & 1:
            interest -= 1
        repaid = instalment - interest
        balance -= repaid
        add((repaid, interest))
    last, interest = parts[-1]
    parts[-1] = (last + balance, interest)
    return parts, balance
