"""A labelled table from CSV or Parquet, of any size, and what is wrong with it.

A CSV file is first streamed into Parquet. Then one column at a time is read: a table of ten million
rows never stands in memory as a whole.
"""

# pyright: reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from rongqu.modules.models.errors import (
    ColumnsMissing,
    DatesInFuture,
    LabelNotBinary,
    OneOutcomeOnly,
    TableEmpty,
    TableNotUtf8,
    TableUnreadable,
)
from rongqu.modules.models.serving.arrays import Flags

BATCH = 200_000
NUMBER, CATEGORY, DAY = "number", "category", "day"


@dataclass(frozen=True, slots=True)
class Source:
    """A table on disk as Parquet; `kinds` by name of the column."""

    path: Path
    rows: int
    kinds: dict[str, str]

    def column(self, name: str) -> npt.NDArray[Any]:
        frame = pl.scan_parquet(self.path).select(name).collect()
        return _to_array(frame[name], self.kinds[name])

    def batches(self, names: list[str]) -> Iterator[dict[str, npt.NDArray[Any]]]:
        for start in range(0, self.rows, BATCH):
            frame = pl.scan_parquet(self.path).select(names).slice(start, BATCH).collect()
            yield {name: _to_array(frame[name], self.kinds[name]) for name in names}


class LazyColumns(Mapping[str, npt.NDArray[Any]]):
    """Reads a column whenever it is asked for, and keeps none."""

    def __init__(self, source: Source, names: list[str]) -> None:
        self._source = source
        self._names = names

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        return self._source.column(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def open_table(path: Path, scratch: Path) -> Source:
    """Raises TableUnreadable, TableNotUtf8 or TableEmpty. `scratch` is a folder of the caller."""
    kept = path
    if path.suffix.lower() in {".csv", ".txt"}:
        _check_utf8(path)
        kept = scratch / f"{path.stem}.parquet"
        _convert(path, kept)
    elif path.suffix.lower() not in {".parquet", ".pq"}:
        raise TableUnreadable(file=path.name, wanted="csv, parquet")
    try:
        scan = pl.scan_parquet(kept)
        schema = scan.collect_schema()
        rows = int(scan.select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError) as error:
        raise TableUnreadable(file=path.name, wanted="csv, parquet") from error
    if rows == 0:
        raise TableEmpty(file=path.name)
    return Source(kept, rows, {name: _kind(kind) for name, kind in schema.items()})


def read_label(source: Source, label: str) -> Flags:
    """Which rows are bad. Raises ColumnsMissing, LabelNotBinary or OneOutcomeOnly."""
    if label not in source.kinds:
        raise ColumnsMissing(columns=label)
    column = pl.scan_parquet(source.path).select(label).collect()[label]
    if column.dtype == pl.String:
        column = column.str.strip_chars().cast(pl.Float64, strict=False)
    values = set(column.unique().to_list())
    if not values <= {0, 1}:
        raise LabelNotBinary(column=label)
    is_bad: Flags = column.cast(pl.Boolean).to_numpy().astype(np.bool_)
    if is_bad.all() or not is_bad.any():
        raise OneOutcomeOnly(column=label, outcome=int(is_bad[0]))
    return is_bad


def check_days(source: Source, today: date) -> None:
    """A date after today is a mistake, or a future that a model must not see."""
    for name, kind in source.kinds.items():
        if kind != DAY:
            continue
        column = pl.scan_parquet(source.path).select(pl.col(name).cast(pl.Date)).collect()[name]
        late = int((column > today).sum() or 0)
        if late:
            raise DatesInFuture(column=name, rows=late, today=today)


def _kind(kind: pl.DataType) -> str:
    if kind.is_temporal():
        return DAY
    return NUMBER if kind.is_numeric() or kind == pl.Boolean else CATEGORY


def _to_array(column: pl.Series, kind: str) -> npt.NDArray[Any]:
    """A text that ten million rows share is kept once."""
    if kind == NUMBER:
        values = column.cast(pl.Float64).fill_null(float("nan")).to_numpy()
        return np.where(np.isinf(values), np.nan, values)
    texts = column.cast(pl.String).str.strip_chars().replace("", None)
    known = texts.drop_nulls().unique(maintain_order=True)
    places = texts.cast(pl.Enum(known)).to_physical().cast(pl.UInt32).fill_null(len(known))
    return np.array([*known.to_list(), None], dtype=object)[places.to_numpy()]


def _check_utf8(path: Path) -> None:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                raise TableNotUtf8(file=path.name, line=number) from None


def _convert(path: Path, kept: Path) -> None:
    try:
        pl.scan_csv(path, try_parse_dates=True, infer_schema_length=10_000).sink_parquet(kept)
    except pl.exceptions.NoDataError:
        raise TableEmpty(file=path.name) from None
    except pl.exceptions.PolarsError as error:
        raise TableUnreadable(file=path.name, wanted="csv, parquet") from error
