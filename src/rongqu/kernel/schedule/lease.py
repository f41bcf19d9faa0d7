"""Rentals of a finance lease 融资租赁, in advance 先付 or in arrears 后付.

The lessee pays equal rentals, then the residual value 留购价款. What the lessor finances is the
price less the down payment 首付. With r a period's rate, n rentals, F financed and R the residual:

    in arrears   rental = (F - R/(1+r)^n) · r / (1 - (1+r)^-n)
    in advance   the same over (1+r): each rental is paid a period earlier

(annuity-immediate and annuity-due of the textbooks). A rate of 0 gives (F - R) / n. A deposit
保证金 bears no interest and is set off against the last payments, the residual first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rongqu.kernel.dates import add_months
from rongqu.kernel.money import Money
from rongqu.kernel.ratios import half_even, half_even_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseTerms:
    price: Money
    down_payment: Money
    deposit: Money
    residual: Money
    period_rate: Fraction
    """Of one period: the yearly rate over the number of rentals a year."""
    rentals: int
    months_each: int
    starts_on: date
    in_advance: bool

    def __post_init__(self) -> None:
        amounts = (self.down_payment, self.deposit, self.residual)
        if self.price.minor <= 0 or any(amount.is_negative() for amount in amounts):
            raise ValueError("a lease has a price above nothing, and no amount below it")
        if self.rentals < 1 or self.months_each < 1 or self.period_rate < 0:
            raise ValueError("a lease has rentals, and no rate below nothing")
        if self.price - self.down_payment <= self.residual:
            raise ValueError("the residual of a lease is less than what is financed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rental:
    """One payment of the lessee. `cash` is what is left to pay when the deposit is set off."""

    number: int
    due_on: date
    amount: Money
    interest: Money
    principal: Money
    balance: Money
    cash: Money


def compute_lease(terms: LeaseTerms) -> tuple[Rental, ...]:
    """The rentals, and last the residual where there is one; the last rental takes the cents."""
    amount, first = _amount(terms), 0 if terms.in_advance else 1
    residual_interest = _residual_interest(terms)
    balance, lines = (terms.price - terms.down_payment).minor, list[tuple[date, int, int]]()
    for number in range(terms.rentals):
        interest = 0 if terms.in_advance and number == 0 else _interest(terms, balance)
        if number == terms.rentals - 1:
            amount = balance + interest - (terms.residual.minor - residual_interest)
        balance += interest - amount
        due_on = add_months(terms.starts_on, (number + first) * terms.months_each)
        lines.append((due_on, amount, interest))
    if terms.residual.minor:
        ends_on = add_months(terms.starts_on, terms.rentals * terms.months_each)
        lines.append((ends_on, terms.residual.minor, residual_interest))
    return _as_rentals(terms, lines)


def _amount(terms: LeaseTerms) -> int:
    rate, count = terms.period_rate, terms.rentals
    financed = (terms.price - terms.down_payment).minor
    if rate == 0:
        return half_even_of(Fraction(financed - terms.residual.minor, count))
    discount = (1 + rate) ** -count
    exact = (financed - terms.residual.minor * discount) * rate / (1 - discount)
    return half_even_of(exact / (1 + rate) if terms.in_advance else exact)


def _interest(terms: LeaseTerms, balance: int) -> int:
    return half_even(balance * terms.period_rate.numerator, terms.period_rate.denominator)


def _residual_interest(terms: LeaseTerms) -> int:
    """In advance the residual is paid a period after the last rental: interest is part of it."""
    if not terms.in_advance:
        return 0
    return half_even_of(terms.residual.minor * terms.period_rate / (1 + terms.period_rate))


def _as_rentals(terms: LeaseTerms, lines: list[tuple[date, int, int]]) -> tuple[Rental, ...]:
    currency = terms.price.currency
    set_off = _set_off([amount for _, amount, _ in lines], terms.deposit.minor)
    balance, rentals = (terms.price - terms.down_payment).minor, list[Rental]()
    for number, ((due_on, amount, interest), taken) in enumerate(
        zip(lines, set_off, strict=True), start=1
    ):
        balance -= amount - interest
        rentals.append(
            Rental(
                number=number,
                due_on=due_on,
                amount=Money(amount, currency),
                interest=Money(interest, currency),
                principal=Money(amount - interest, currency),
                balance=Money(balance, currency),
                cash=Money(amount - taken, currency),
            )
        )
    return tuple(rentals)


def _set_off(amounts: list[int], deposit: int) -> list[int]:
    """From the last payment backwards, until the deposit is used up."""
    taken = [0] * len(amounts)
    for number in reversed(range(len(amounts))):
        taken[number] = min(amounts[number], deposit)
        deposit -= taken[number]
    return taken
