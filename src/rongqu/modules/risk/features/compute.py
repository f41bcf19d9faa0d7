"""From the months and partners of an enterprise to its features."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from rongqu.kernel.money import MINOR_DIGITS
from rongqu.modules.risk.features.types import (
    Features,
    InvoiceHistory,
    MonthFigures,
    PartnerSpread,
    Side,
)

PLACES = Decimal("0.000001")
YEAR, HALF = 12, 6
ZERO = Decimal(0)


def compute_features(history: InvoiceHistory) -> Features:
    """Empty for a company without invoices. Months after `as_of` are not looked at."""
    months = [figures for figures in history.months if figures.month <= history.as_of]
    if not months:
        return {}
    timeline = _Timeline(months)
    found = {
        **dict(_sales_features(timeline)),
        **dict(_quality_features(timeline)),
        **dict(_partner_features("customer", history.customers)),
        **dict(_partner_features("supplier", history.suppliers)),
        "history_months": Decimal(timeline.length),
    }
    return {name: value.quantize(PLACES) for name, value in found.items()}


class _Timeline:
    """Months counted back from the last one with an invoice: 0 is the newest."""

    def __init__(self, months: Sequence[MonthFigures]) -> None:
        self._last = max(_ordinal(figures.month) for figures in months)
        self._months = months
        self.length = 1 + self._last - min(_ordinal(figures.month) for figures in months)

    def nets(self, side: Side, newest: int, oldest: int) -> list[Decimal]:
        """Net amounts in yuan of the months `newest` to `oldest` (excluded); 0 where nothing."""
        amounts = [Decimal(0)] * (oldest - newest)
        for age, figures in self._of(side, newest, oldest):
            digits = MINOR_DIGITS[figures.net.currency]
            amounts[age - newest] += Decimal(figures.net.minor).scaleb(-digits)
        return amounts

    def counts(self, side: Side, newest: int, oldest: int) -> tuple[int, int, int]:
        """All, void and red-letter invoices."""
        inside = [figures for _, figures in self._of(side, newest, oldest)]
        return (
            sum(figures.count for figures in inside),
            sum(figures.void_count for figures in inside),
            sum(figures.red_count for figures in inside),
        )

    def _of(self, side: Side, newest: int, oldest: int) -> Iterator[tuple[int, MonthFigures]]:
        for figures in self._months:
            age = self._last - _ordinal(figures.month)
            if figures.side is side and newest <= age < oldest:
                yield age, figures


def _sales_features(timeline: _Timeline) -> Iterator[tuple[str, Decimal]]:
    monthly = timeline.nets(Side.SALES, 0, YEAR)
    turnover = sum(monthly, ZERO)
    yield "turnover_12m", turnover
    yield "months_with_sales", Decimal(sum(amount > 0 for amount in monthly))
    if turnover > 0:
        yield "sales_variation", _variation(monthly)
        purchases = sum(timeline.nets(Side.PURCHASES, 0, YEAR), ZERO)
        yield "margin", 1 - purchases / turnover
    earlier_half = sum(monthly[HALF:], ZERO)
    if earlier_half > 0:
        yield "half_year_growth", sum(monthly[:HALF], ZERO) / earlier_half - 1
    year_before = sum(timeline.nets(Side.SALES, YEAR, 2 * YEAR), ZERO)
    if year_before > 0:
        yield "yearly_growth", turnover / year_before - 1


def _quality_features(timeline: _Timeline) -> Iterator[tuple[str, Decimal]]:
    count, void, red = timeline.counts(Side.SALES, 0, YEAR)
    if count:
        yield "void_rate", Decimal(void) / count
        yield "red_rate", Decimal(red) / count


def _partner_features(who: str, spread: PartnerSpread) -> Iterator[tuple[str, Decimal]]:
    yield f"{who}_count", Decimal(spread.partner_count)
    if spread.partner_count:
        yield f"{who}_top_share", Decimal(spread.largest.minor) / spread.total.minor
        yield f"{who}_concentration", spread.herfindahl


def _variation(amounts: Sequence[Decimal]) -> Decimal:
    """Standard deviation of the population over its mean, which is positive here."""
    mean = sum(amounts, ZERO) / len(amounts)
    squares = [(amount - mean) * (amount - mean) for amount in amounts]
    variance = sum(squares, ZERO) / len(amounts)
    return variance.sqrt() / mean


def _ordinal(month: date) -> int:
    return month.year * YEAR + month.month
