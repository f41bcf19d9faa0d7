"""From lines to a cube: companies x months x series, the newest month first.

A line counts only when it was known on the day of the decision: `known_on` tells when it reached
us, its own date tells when it happened, and neither may be later.

Two ways lead to the cube: Polars for all companies at once, plain Python for one. A test holds them
against each other.
"""

# pyright: reportUnknownMemberType=false
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from rongqu.modules.risk.factory.sources import INVOICE_SERIES, SERIES

MONTHS = 48
"""The longest window twice: 24 months, and the 24 before."""

Cube = npt.NDArray[np.float64]
PLACES = {series.name: place for place, series in enumerate(SERIES)}
_MEASURES = tuple(one.name.split("_", 1)[1] for one in INVOICE_SERIES[: len(INVOICE_SERIES) // 2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An invoice as features see it. Amounts in yuan; `side` is sales or purchases."""

    side: str
    day: date
    known_on: date
    partner: str
    net: float
    tax: float
    is_void: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What any other source tells: one amount of one series on one day."""

    series: str
    day: date
    known_on: date
    amount: float


def newest_month(as_of: date) -> int:
    """The last full month before the day of the decision, counted from year 0."""
    return as_of.year * 12 + as_of.month - 2


def cube_of_one(as_of: date, lines: Iterable[Line], events: Iterable[Event] = ()) -> Cube:
    """One company's. A source without any line is NaN throughout: unknown is not nothing."""
    cube = np.full((1, MONTHS, len(SERIES)), np.nan)
    last = newest_month(as_of)
    by_month: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for line in lines:
        age = last - (line.day.year * 12 + line.day.month - 1)
        if line.known_on <= as_of and 0 <= age < MONTHS:
            by_month[line.side, age].append(line)
    if by_month:
        cube[0, :, : len(INVOICE_SERIES)] = 0.0
    for (side, age), found in by_month.items():
        for measure, value in _measures(found).items():
            cube[0, age, PLACES[f"{side}_{measure}"]] = value
    for event in events:
        age = last - (event.day.year * 12 + event.day.month - 1)
        if event.known_on <= as_of and 0 <= age < MONTHS:
            _add(cube[0], PLACES[event.series], age, event.amount)
    return cube


def cube_of_many(as_of: date, lines: pl.LazyFrame) -> tuple[list[str], Cube]:
    """`lines` with company, side, day, known_on, partner, net, tax, is_void. Companies in order."""
    last = newest_month(as_of)
    age = last - (pl.col("day").dt.year().cast(pl.Int32) * 12 + pl.col("day").dt.month() - 1)
    known = (
        lines.filter(pl.col("known_on") <= as_of)
        .with_columns(age.alias("age"))
        .filter(pl.col("age").is_between(0, MONTHS - 1))
    )
    keys = ["company", "side", "age"]
    found = (
        known.group_by(keys)
        .agg(_expressions())
        .join(_top_shares(known, keys), on=keys, how="left")
        .with_columns(pl.col("top").fill_null(0.0))
        .collect()
    )
    names = sorted(found["company"].unique().to_list())
    cube = np.full((len(names), MONTHS, len(SERIES)), np.nan)
    cube[:, :, : len(INVOICE_SERIES)] = 0.0
    row_of = {name: row for row, name in enumerate(names)}
    rows = np.array([row_of[name] for name in found["company"]], dtype=np.intp)
    ages = found["age"].to_numpy().astype(np.intp)
    for side in ("sales", "purchases"):
        inside = (found["side"] == side).to_numpy()
        for measure in _MEASURES:
            values = found[measure].cast(pl.Float64).to_numpy()
            cube[rows[inside], ages[inside], PLACES[f"{side}_{measure}"]] = values[inside]
    return names, cube


def _measures(lines: Sequence[Line]) -> dict[str, float]:
    valid = [line for line in lines if not line.is_void]
    red = [line.net for line in valid if line.net < 0]
    by_partner: dict[str, float] = defaultdict(float)
    for line in valid:
        by_partner[line.partner] += line.net
    positive = [net for net in by_partner.values() if net > 0]
    return {
        "net": sum(line.net for line in valid),
        "tax": sum(line.tax for line in valid),
        "count": len(lines),
        "void": len(lines) - len(valid),
        "red": len(red),
        "red_net": sum(red),
        "largest": max((line.net for line in valid), default=0.0),
        "partners": len(by_partner),
        "top": max(positive) / sum(positive) if positive else 0.0,
        "days": len({line.day for line in valid}),
    }


def _expressions() -> list[pl.Expr]:
    """The same measures of a month, but for the largest partner."""
    valid, net = ~pl.col("is_void"), pl.col("net")
    return [
        net.filter(valid).sum().alias("net"),
        pl.col("tax").filter(valid).sum().alias("tax"),
        pl.len().alias("count"),
        pl.col("is_void").sum().alias("void"),
        (valid & (net < 0)).sum().alias("red"),
        net.filter(valid & (net < 0)).sum().alias("red_net"),
        net.filter(valid).max().fill_null(0.0).alias("largest"),
        pl.col("partner").filter(valid).n_unique().alias("partners"),
        pl.col("day").filter(valid).n_unique().alias("days"),
    ]


def _top_shares(known: pl.LazyFrame, keys: list[str]) -> pl.LazyFrame:
    by_partner = (
        known.filter(~pl.col("is_void")).group_by(*keys, "partner").agg(pl.col("net").sum())
    )
    positive = pl.col("net").filter(pl.col("net") > 0)
    return by_partner.group_by(keys).agg((positive.max() / positive.sum()).alias("top"))


def _add(months: npt.NDArray[np.float64], place: int, age: int, amount: float) -> None:
    if np.isnan(months[:, place]).all():
        months[:, place] = 0.0
    months[age, place] += amount
