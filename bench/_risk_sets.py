"""The labelled sets of the evaluation data, with their splits; leaks and identifiers left out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

DATA = Path(os.environ.get("RONGQU_DATA", "../shared/data"))
CUT_OFF = date(2019, 1, 1)
PROTECTED = {"SEX", "EDUCATION", "MARRIAGE"}


@dataclass(frozen=True, slots=True)
class Set:
    """Without `splits`: five folds, `repeats` times over."""

    name: str
    columns: dict[str, Any]
    is_bad: Any
    repeats: int = 1
    splits: tuple[tuple[Any, Any], ...] = ()
    """(rows to learn from, rows to judge)."""


QUICK = ("sme_invoices", "polish_1year", "sba_by_year")
QUICK_ROWS = 1_500


def load(chosen: set[str]) -> Iterator[Set]:
    """All, or those; what is not asked for is not read further than needed."""
    if DATA.exists():
        for one in _all():
            if not chosen or one.name in chosen:
                yield one


def _all() -> Iterator[Set]:
    yield _sme()
    for name in ("polish_1year", "polish_5year", "poland_2009"):
        frame = pl.read_parquet(DATA / f"bankruptcy/{name}.parquet")
        yield Set(name, columns_of(frame, {"bankrupt"}), _flags(frame["bankrupt"]))
    yield from _sba()
    frame = pl.read_parquet(DATA / "card_default/uci_taiwan.parquet")
    label = "default_next_month"
    dropped = {name for name in frame.columns if name.upper() == "ID"} | PROTECTED | {label}
    yield Set("taiwan", columns_of(frame, dropped), _flags(frame[label]))
    frame = pl.read_parquet(DATA / "card_default/give_me_some_credit.parquet")
    label = "SeriousDlqin2yrs"
    yield Set("give_me_some_credit", columns_of(frame, {label}), _flags(frame[label]))
    yield _fundraising()


def _sme() -> Set:
    """Only lines before the cut-off, and never the rating: it gives the outcome away."""
    from tools.fit_scorecard import read_sample

    sample = read_sample(DATA / "sme_invoices")
    names = sorted({name for row in sample.features for name in row})
    columns = {
        name: np.array([float(row.get(name, "nan")) for row in sample.features]) for name in names
    }
    return Set("sme_invoices", columns, np.array(sample.is_bad), repeats=10)


def _sba() -> Iterator[Set]:
    frame = pl.read_parquet(DATA / "sba/loans_casecontrol_fy_to_2004.parquet")
    is_bad, years = _flags(frame["charged_off"]), frame["approval_fy"].to_numpy()
    dropped = {"charged_off", "loan_id", "approval_fy"}
    columns = columns_of(frame, dropped)
    yield Set("sba_random", columns | {"approval_fy": years.astype(float)}, is_bad)
    later = ((years <= 1999, (years >= 2000) & (years <= 2003)),)
    yield Set("sba_by_year", columns, is_bad, splits=later)
    before = tuple(
        (years <= last, (years > last) & (years <= last + 2)) for last in (1993, 1995, 1997)
    )
    yield Set("sba_walking", columns, is_bad, splits=before)


def _fundraising() -> Set:
    """One row a firm; counts of what there is are most of the signal, as its README says."""
    folder = DATA / "graph"
    firms = pl.read_parquet(folder / "illegal_fundraising_firms.parquet")
    key = next(name for name in firms.columns if name != "illegal_fundraising")
    for part in ("annual_report", "tax", "news", "other"):
        table = pl.read_parquet(folder / f"illegal_fundraising_{part}.parquet")
        firms = firms.join(_summed(table, key, part), on=key, how="left")
    label = "illegal_fundraising"
    return Set("fund_raising", columns_of(firms, {key, label}), _flags(firms[label]))


def _summed(table: pl.DataFrame, key: str, part: str) -> pl.DataFrame:
    wanted = [pl.len().cast(pl.Float64).alias(f"{part}_lines")]
    for name, kind in table.schema.items():
        if name == key:
            continue
        if kind.is_numeric():
            wanted += [
                pl.col(name).cast(pl.Float64).mean().alias(f"{part}_{name}_mean"),
                pl.col(name).cast(pl.Float64).max().alias(f"{part}_{name}_max"),
            ]
        elif kind == pl.String and table[name].n_unique() <= 20:
            wanted += [
                (pl.col(name) == value).sum().cast(pl.Float64).alias(f"{part}_{name}_{value}")
                for value in table[name].drop_nulls().unique().sort().to_list()
            ]
    return table.group_by(key).agg(wanted)


def columns_of(frame: pl.DataFrame, dropped: set[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, kind in frame.schema.items():
        if name in dropped or name.upper().endswith("_LEAK") or kind.is_temporal():
            continue
        if kind.is_numeric() or kind == pl.Boolean:
            values = frame[name].cast(pl.Float64).fill_null(float("nan")).to_numpy()
            found[name] = np.where(np.isinf(values), np.nan, values)
        else:
            found[name] = np.array(frame[name].cast(pl.String).to_list(), dtype=object)
    return found


def _flags(column: pl.Series) -> Any:
    return column.cast(pl.Int64).to_numpy() == 1
