"""How concentrated a book is, how far reserves reach, and what may be asked of a stress."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from rongqu.kernel.money import Money
from rongqu.modules.portfolio.errors import FactorTwice
from rongqu.modules.portfolio.types import Factor

FOUR_PLACES = Decimal("0.0001")


def compute_herfindahl(exposures: Iterable[int]) -> Decimal:
    """The sum of squared shares: 1 is a single part, 1/n are n equal ones; 0 is an empty book."""
    sizes = list(exposures)
    return compute_ratio(sum(size * size for size in sizes), sum(sizes) ** 2)


def compute_ratio(part: int | Decimal, whole: int | Decimal) -> Decimal:
    """To four places; 0 of nothing."""
    return (Decimal(part) / whole).quantize(FOUR_PLACES, ROUND_HALF_UP) if whole else Decimal(0)


def compute_coverage(held: Money, expected: Money) -> Decimal | None:
    """How many times what is set aside covers the expected loss; None where nothing is expected."""
    return compute_ratio(held.minor, expected.minor) if expected.minor else None


def check_factors(factors: Sequence[Factor]) -> None:
    seen = {(factor.dimension, factor.code) for factor in factors}
    if len(seen) < len(factors):
        raise FactorTwice
