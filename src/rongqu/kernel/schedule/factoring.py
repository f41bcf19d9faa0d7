"""Factoring with recourse 有追索权保理: an invoice is advanced against, at a discount.

    advance  = invoice · share                                     融资款, in whole cents, down
    discount = advance · yearly rate · days / year, from payout to the expected day  贴现息
    fee      = invoice · fee rate                                  保理手续费
    payout   = advance - discount - fee
    reserve  = invoice - advance, the seller's when the debtor has paid   尾款

With recourse 追索: when the debtor has not paid by the end of the days of grace, the seller buys
the invoice back for the advance and the discount of the days since the expected day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from rongqu.kernel.money import Money, Rounding
from rongqu.kernel.rates import Rate
from rongqu.kernel.ratios import half_even_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FactoringTerms:
    invoice: Money
    share: Decimal
    """Of the invoice that is advanced: 0.8 is 80 %."""
    rate: Rate
    fee_rate: Decimal
    paid_out_on: date
    expected_on: date
    grace_days: int = 0

    def __post_init__(self) -> None:
        if self.invoice.minor <= 0 or not 0 < self.share <= 1:
            raise ValueError("an invoice is above nothing, and no more than it is advanced")
        if self.expected_on <= self.paid_out_on or self.grace_days < 0:
            raise ValueError("a debtor pays after the payout")
        if self.rate.yearly < 0 or self.fee_rate < 0:
            raise ValueError("neither a rate nor a fee is below nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    advance: Money
    discount: Money
    fee: Money
    payout: Money
    reserve: Money
    recourse_from: date
    """The first day on which the seller has to buy back."""


def compute_advance(terms: FactoringTerms) -> Advance:
    """Raises ValueError where discount and fee leave nothing to pay out."""
    advance = terms.invoice.times(terms.share, Rounding.DOWN)
    discount = _discount(terms, advance, terms.paid_out_on, terms.expected_on)
    fee = terms.invoice.times(terms.fee_rate, Rounding.HALF_EVEN)
    payout = advance - discount - fee
    if payout.minor <= 0:
        raise ValueError("discount and fee leave nothing of the advance")
    return Advance(
        advance=advance,
        discount=discount,
        fee=fee,
        payout=payout,
        reserve=terms.invoice - advance,
        recourse_from=terms.expected_on + timedelta(days=terms.grace_days + 1),
    )


def compute_buy_back(terms: FactoringTerms, day: date) -> Money:
    """What the seller pays on a day of recourse. Raises ValueError before the first such day."""
    if day <= terms.expected_on + timedelta(days=terms.grace_days):
        raise ValueError("the debtor still has time")
    advance = compute_advance(terms).advance
    return advance + _discount(terms, advance, terms.expected_on, day)


def _discount(terms: FactoringTerms, advance: Money, starts_on: date, ends_on: date) -> Money:
    exact: Fraction = advance.minor * terms.rate.part(starts_on, ends_on)
    return Money(half_even_of(exact), advance.currency)
