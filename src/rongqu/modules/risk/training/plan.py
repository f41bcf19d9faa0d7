"""What is decided before any label is looked at: features, edges, directions, penalties.

Edges are round figures near the quantiles of all companies, labelled or not. With few defaults
every choice made by looking at them would be paid for out of the sample.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rongqu.modules.risk.scorecard.artefact import CURRENT


@dataclass(frozen=True, slots=True)
class PlannedBins:
    """`rises`: more is better."""

    feature: str
    rises: bool
    edges: tuple[Decimal, ...]

    def bin_of(self, value: Decimal | None) -> int | None:
        return None if value is None else sum(value >= edge for edge in self.edges)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    version: str
    bins: tuple[PlannedBins, ...]
    ridge: float
    """Penalty on the squared weights; the intercept is free."""
    pseudo_companies: float
    """Companies of average risk added to every bin, so that a small one says little."""
    pdo: int
    base_score: int


def _bins(feature: str, direction: str, *edges: str) -> PlannedBins:
    return PlannedBins(feature, direction == "rises", tuple(Decimal(edge) for edge in edges))


PLAN = Plan(
    version=CURRENT,
    bins=(
        _bins("turnover_12m", "rises", "300000", "1000000", "3000000", "10000000"),
        _bins("months_with_sales", "rises", "6", "9", "12"),
        _bins("sales_variation", "falls", "0.6", "1", "1.5"),
        _bins("half_year_growth", "rises", "-0.3", "0", "0.5"),
        _bins("history_months", "rises", "18", "24"),
        _bins("customer_concentration", "falls", "0.1", "0.25", "0.5"),
        _bins("supplier_concentration", "falls", "0.1", "0.25", "0.5"),
        _bins("void_rate", "falls", "0.1", "0.2"),
        _bins("margin", "rises", "0", "0.1", "0.3"),
    ),
    ridge=8.0,
    pseudo_companies=2.0,
    pdo=60,
    base_score=560,
)
