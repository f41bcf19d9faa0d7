"""Whole numbers below every schedule: rates as ratios, and the one rounding.

A period's rate is a ratio of whole numbers (4.85 % a year for a month of thirty days is 97 over
24,000), so interest is whole-number division and a tie is a tie: nothing depends on how many digits
a decimal carries. It is also what makes the exact schedule fast, and what columns of 64-bit
integers can do just as exactly (`bookings/plans`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm


@dataclass(frozen=True, slots=True)
class PeriodRates:
    """What a balance of 1 earns in each period: `numerators[i] / denominator`."""

    numerators: tuple[int, ...]
    denominator: int

    @classmethod
    def of(cls, rates: Sequence[Fraction]) -> PeriodRates:
        """Over their least common denominator."""
        denominator = lcm(*(rate.denominator for rate in rates))
        return cls(
            tuple(rate.numerator * (denominator // rate.denominator) for rate in rates),
            denominator,
        )

    @classmethod
    def level(cls, rate: Fraction, periods: int) -> PeriodRates:
        return cls((rate.numerator,) * periods, rate.denominator)

    def __len__(self) -> int:
        return len(self.numerators)

    def __getitem__(self, wanted: slice) -> PeriodRates:
        return PeriodRates(self.numerators[wanted], self.denominator)


def half_even(numerator: int, denominator: int) -> int:
    """The nearest whole number, of two the even one (IEEE 754 `roundTiesToEven`).

    `denominator` is above nothing.
    """
    quotient, left = divmod(2 * numerator + denominator, 2 * denominator)
    return quotient - 1 if left == 0 and quotient & 1 else quotient


def half_even_of(exact: Fraction) -> int:
    return half_even(exact.numerator, exact.denominator)
