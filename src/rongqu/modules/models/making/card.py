"""Fitting a scorecard: binning, weights of evidence, regression, points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from rongqu.modules.models.making.binning import Binning, fine_edges, join_bins
from rongqu.modules.models.making.categories import are_known, number_texts
from rongqu.modules.models.making.logistic import Codes, Evidence, fit_logistic
from rongqu.modules.models.serving.arrays import Columns, Counts, Flags, Floats
from rongqu.modules.models.serving.card import (
    Bins,
    Card,
    CategoryBins,
    NumberBins,
    Scale,
    codes_of,
    to_points,
)

EDGE_ROWS = 100_000
"""Fine edges are quantiles; from so many rows they are exact enough."""
MOST_FINE = 100
MOST_PRICE = 3.0
RARE = 5
"""Cases: a category with fewer is among the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPlan:
    scale: Scale = field(default_factory=Scale)
    most_bins: int = 16
    ridge: float = 1.0
    pseudo: float = 2.0
    """Cases of average risk added to each bin, so that a small one says little."""
    least_share: float = 0.005
    least_rows: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is to be learned. `weights` tell how many cases of the population a row stands for."""

    is_bad: Flags
    weights: Floats


@dataclass(frozen=True, slots=True)
class _Feature:
    """Codes number the bins; the last one is "missing". For categories `groups` maps to codes and
    the last but one is "other"."""

    name: str
    codes: Codes
    table: Floats
    edges: tuple[float, ...] | None
    groups: dict[str, int]
    information: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedCard:
    card: Card
    information: dict[str, float]
    """Information value of each feature, in sample."""


def fit_card(
    columns: Columns, features: Sequence[str], outcome: Outcome, plan: CardPlan
) -> FittedCard:
    binned = [_bin(name, columns[name], outcome, plan) for name in features]
    evidence = Evidence([one.codes for one in binned], [one.table for one in binned])
    intercept, weights = fit_logistic(evidence, outcome.is_bad, outcome.weights, plan.ridge)
    scale = plan.scale
    base = (-intercept - np.log(scale.base_odds)) / np.log(2.0) * scale.pdo + scale.base_score
    bins = [_to_bins(one, weight, scale) for one, weight in zip(binned, weights, strict=True)]
    return FittedCard(
        card=Card(
            scale=scale,
            base_points=int(np.rint(base)),
            bins=tuple(one for one in bins if _says_something(one)),
        ),
        information={one.name: one.information for one in binned},
    )


def _bin(name: str, column: npt.NDArray[Any], outcome: Outcome, plan: CardPlan) -> _Feature:
    if column.dtype == object:
        return _bin_categories(name, column, outcome, plan)
    return _bin_numbers(name, column, outcome, plan)


def _bin_numbers(name: str, column: Floats, outcome: Outcome, plan: CardPlan) -> _Feature:
    step = max(1, len(column) // EDGE_ROWS)
    fine = fine_edges(column[::step], _fine_count(len(column)))
    codes = encode(column, fine)
    good, bad = _counts(codes, len(fine) + 2, outcome.is_bad)
    joined = join_bins(good[:-1], bad[:-1], _wish(len(column), plan))
    cuts = np.array(joined.cuts, dtype=np.intp)
    coarse = np.searchsorted(cuts, np.arange(len(fine) + 1), side="right")
    mapping = np.append(coarse, len(cuts) + 1).astype(np.uint8)
    edges = tuple(float(fine[cut - 1]) for cut in joined.cuts)
    coded = mapping[codes]
    table, information = _evidence(coded, len(cuts) + 2, outcome, plan.pseudo)
    return _Feature(name, coded, table, edges, {}, information)


def _bin_categories(
    name: str, column: npt.NDArray[Any], outcome: Outcome, plan: CardPlan
) -> _Feature:
    """Categories in the order of their smoothed bad rates, then joined like numbers."""
    known, fine = number_texts(column)
    missing = ~are_known(column)
    good, bad = _counts(fine, len(known), outcome.is_bad & ~missing)
    good -= np.bincount(fine[missing], minlength=len(known))
    base = outcome.is_bad.mean()
    rates = (bad + base * 20) / (good + bad + 20)
    order = [
        int(place) for place in np.argsort(rates, kind="stable") if good[place] + bad[place] >= RARE
    ]
    joined = join_bins(good[order], bad[order], _wish(len(column), plan)) if order else None
    cuts = () if joined is None else joined.cuts
    coarse = np.searchsorted(np.array(cuts, dtype=np.intp), np.arange(len(order)), side="right")
    groups = {str(known[place]): int(code) for place, code in zip(order, coarse, strict=True)}
    other, absent = len(cuts) + 1, len(cuts) + 2
    mapping = np.array([groups.get(str(one), other) for one in known], dtype=np.uint8)
    codes = np.where(missing, np.uint8(absent), mapping[fine])
    table, information = _evidence(codes, absent + 1, outcome, plan.pseudo)
    return _Feature(name, codes, table, None, groups, information)


def encode(column: Floats, edges: Floats) -> Codes:
    """The bin of each value; `len(edges) + 1` where it is missing."""
    codes = np.empty(len(column), dtype=np.uint8)
    for start, part in codes_of(column, edges.tolist()):
        codes[start : start + len(part)] = part
    return codes


def _counts(codes: npt.NDArray[Any], count: int, is_bad: Flags) -> tuple[Counts, Counts]:
    bad = np.bincount(codes[is_bad], minlength=count)
    return np.bincount(codes, minlength=count) - bad, bad


def _evidence(codes: Codes, count: int, outcome: Outcome, pseudo: float) -> tuple[Floats, float]:
    """ln(bad : good of the bin) − ln(bad : good of all), smoothed; and the information value."""
    weighed = np.bincount(codes, weights=outcome.weights, minlength=count)
    bad = np.bincount(codes, weights=outcome.weights * outcome.is_bad, minlength=count)
    good = weighed - bad
    base = bad.sum() / weighed.sum()
    table = np.log((bad + pseudo * base) / (good + pseudo * (1 - base))) - np.log(base / (1 - base))
    shares = bad / bad.sum() - good / good.sum()
    return table, float(np.sum(shares * table))


def _fine_count(rows: int) -> int:
    return max(4, min(MOST_FINE, rows // 20))


def _wish(rows: int, plan: CardPlan) -> Binning:
    """Half of ln(rows) for the first cut, the price of a parameter (Schwarz 1978). Further ones
    are no dearer in a large table: that would join bins which differ in truth."""
    first = 0.5 * float(np.log(rows))
    price = min(MOST_PRICE, first)
    return Binning(
        most_bins=plan.most_bins,
        least_rows=max(plan.least_rows, int(rows * plan.least_share)),
        price=price,
        first_price=first - price,
        turn_price=3 * price,
    )


def _to_bins(one: _Feature, weight: float, scale: Scale) -> Bins:
    points = to_points((-weight * one.table).tolist(), scale)
    if one.edges is not None:
        return NumberBins(feature=one.name, edges=one.edges, points=points[:-1], missing=points[-1])
    return CategoryBins(
        feature=one.name,
        points={name: points[code] for name, code in one.groups.items()},
        other=points[-2],
        missing=points[-1],
    )


def _says_something(bins: Bins) -> bool:
    points = bins.points if isinstance(bins, NumberBins) else bins.points.values()
    return bins.missing != 0 or any(points)
