"""Money: whole minor units and a currency. Never a float, never a bare number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from enum import Enum

MINOR_DIGITS = {"CNY": 2, "HKD": 2, "USD": 2, "EUR": 2, "JPY": 0}
"""Decimals of each currency (ISO 4217)."""

_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?")  # 15 digits leave room in a BIGINT


class UnknownCurrency(ValueError):
    """No currency that is counted here."""


class TooManyDecimals(ValueError):
    """Refused, not rounded."""


class Rounding(Enum):
    """Named by every caller, so that nothing is rounded by accident."""

    HALF_UP = ROUND_HALF_UP
    HALF_EVEN = ROUND_HALF_EVEN
    DOWN = ROUND_DOWN
    UP = ROUND_UP


@dataclass(frozen=True, slots=True)
class Money:
    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError("money is counted in whole minor units")
        if self.currency not in MINOR_DIGITS:
            raise UnknownCurrency(f"unknown currency {self.currency!r}")

    @classmethod
    def parse(cls, amount: str, currency: str) -> Money:
        """Read "123.45". More decimals than the currency has are refused, not rounded."""
        if currency not in MINOR_DIGITS:
            raise UnknownCurrency("not a known currency")
        if not _PLAIN_NUMBER.fullmatch(amount):
            raise ValueError("not an amount")
        minor = Decimal(amount).scaleb(MINOR_DIGITS[currency])
        if minor != minor.to_integral_value():
            raise TooManyDecimals(f"more decimals than {currency} has")
        return cls(int(minor), currency)

    @property
    def amount(self) -> str:
        return str(Decimal(self.minor).scaleb(-MINOR_DIGITS[self.currency]))

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._minor_of(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._minor_of(other), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._minor_of(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._minor_of(other)

    def is_negative(self) -> bool:
        return self.minor < 0

    def is_zero(self) -> bool:
        return self.minor == 0

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(0, currency)

    def times(self, factor: Decimal, rounding: Rounding) -> Money:
        exact = Decimal(self.minor) * factor
        return Money(int(exact.to_integral_value(rounding.value)), self.currency)

    def split(self, weights: Sequence[int]) -> list[Money]:
        """Share by weight. The parts add up to the whole: the first ones take the rest."""
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("weights must be positive")
        parts = [self.minor * weight // total for weight in weights]
        rest = self.minor - sum(parts)
        return [Money(part + (i < rest), self.currency) for i, part in enumerate(parts)]

    def _minor_of(self, other: Money) -> int:
        if self.currency != other.currency:
            raise TypeError(f"cannot mix {self.currency} and {other.currency}")
        return other.minor
