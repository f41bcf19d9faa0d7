"""Every feature, declared: name, meaning, unit, source, window, lineage, freshness, allowed use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rongqu.modules.risk.factory.sources import SERIES, SOURCES, Series, Source, Unit, Use

WINDOWS = (3, 6, 9, 12, 24)
"""Months, back from the last full one before the decision."""


class Aggregate(StrEnum):
    TOTAL = "total"
    MEAN = "mean"
    LOWEST = "lowest"
    HIGHEST = "highest"
    VARIATION = "variation"
    """Standard deviation over mean."""
    TREND = "trend"
    """Slope of the least-squares line over the mean: growth a month."""
    ACTIVE = "active"
    """Share of months with anything at all."""
    DROP = "drop"
    """Largest fall from a month to a later one, over the higher of the two."""


class Comparison(StrEnum):
    LEVEL = "level"
    BEFORE = "before"
    """Against as many months before the window."""
    YEAR = "year"
    """Against the same months a year earlier."""


STOCK_HAS_NO = frozenset({Aggregate.TOTAL})
RELATIVE = frozenset({Aggregate.VARIATION, Aggregate.TREND, Aggregate.ACTIVE, Aggregate.DROP})

_AGGREGATE = {
    Aggregate.TOTAL: ("合计", "total of {}"),
    Aggregate.MEAN: ("月均", "monthly mean of {}"),
    Aggregate.LOWEST: ("最低月", "lowest month of {}"),
    Aggregate.HIGHEST: ("最高月", "highest month of {}"),
    Aggregate.VARIATION: ("波动（标准差/均值）", "variation of {}"),
    Aggregate.TREND: ("趋势（每月增长）", "trend of {}"),
    Aggregate.ACTIVE: ("活跃月份占比", "share of months with {}"),
    Aggregate.DROP: ("最大回落", "largest fall of {}"),
}
_COMPARISON = {
    Comparison.LEVEL: ("", ""),
    Comparison.BEFORE: ("，较前期变化", ", change against the months before"),
    Comparison.YEAR: ("，同比变化", ", change against a year earlier"),
}


@dataclass(frozen=True, slots=True)
class Declared:
    series: Series
    source: Source
    window: int
    aggregate: Aggregate
    comparison: Comparison

    @property
    def name(self) -> str:
        return f"{self.series.name}.{self.window}m.{self.aggregate}.{self.comparison}"

    @property
    def unit(self) -> Unit:
        relative = self.aggregate in RELATIVE or self.comparison is not Comparison.LEVEL
        return Unit.SHARE if relative else self.series.unit

    @property
    def meaning_zh(self) -> str:
        head = f"近 {self.window} 个月{self.series.zh}{_AGGREGATE[self.aggregate][0]}"
        return head + _COMPARISON[self.comparison][0]

    @property
    def meaning_en(self) -> str:
        head = _AGGREGATE[self.aggregate][1].format(self.series.en)
        return f"{head}, {self.window} months{_COMPARISON[self.comparison][1]}"

    @property
    def lineage(self) -> str:
        return f"{self.source.name}({self.series.columns})"

    @property
    def fresh_days(self) -> int:
        return self.source.fresh_days

    @property
    def use(self) -> Use:
        return self.source.use


@cache
def declared() -> tuple[Declared, ...]:
    return tuple(_declare())


def _declare() -> Iterator[Declared]:
    sources = {source.name: source for source in SOURCES}
    for series in SERIES:
        for window in WINDOWS:
            for aggregate in Aggregate:
                if series.is_stock and aggregate in STOCK_HAS_NO:
                    continue
                for comparison in Comparison:
                    yield Declared(series, sources[series.source], window, aggregate, comparison)
