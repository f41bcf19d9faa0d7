"""`rongqu risk features` and `catalogue`: thousands of features from invoices, and what each is."""

# pyright: reportUnknownMemberType=false
from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
from rich.console import Console

from rongqu.modules.models.errors import ColumnsMissing
from rongqu.modules.models.making.quality import find_faults
from rongqu.modules.models.making.table import open_table
from rongqu.modules.models.serving.arrays import Flags
from rongqu.modules.risk.factory.cube import cube_of_many
from rongqu.modules.risk.factory.declare import declared
from rongqu.modules.risk.factory.evaluate import evaluate, names
from rongqu.modules.risk.factory.histories import served_features

WANTED = ("company_id", "invoice_date", "counterparty_id", "net_amount", "tax_amount", "status")
VOID = "作废发票"
COMPANY = "company_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeaturesRequest:
    """What was asked for on the command line. `labels`: a table with company_id and `label`."""

    sales: Path
    purchases: Path
    as_of: date
    out: Path
    labels: tuple[Path, str] | None


def make_features(request: FeaturesRequest) -> None:
    _make(request, _all)


def make_sample(request: FeaturesRequest) -> None:
    _make(request, _served)


def _make(
    request: FeaturesRequest, compute: Callable[[FeaturesRequest, pl.LazyFrame], pl.DataFrame]
) -> None:
    console = Console(highlight=False, soft_wrap=True)
    with TemporaryDirectory(prefix="rongqu-risk-") as scratch:
        folder = Path(scratch)
        sides = {"sales": request.sales, "purchases": request.purchases}
        lines = pl.concat([read_lines(path, side, folder) for side, path in sides.items()])
        frame = compute(request, lines)
        made = [name for name in frame.columns if name != COMPANY]
        if request.labels is not None:
            frame = frame.join(_labels(request.labels, folder), on=COMPANY, how="inner")
    frame.write_parquet(request.out)
    console.print(f"{len(frame):,} companies, {len(made):,} features: {request.out}")
    _tell_faults(console, frame, made, None if request.labels is None else request.labels[1])


def _all(request: FeaturesRequest, lines: pl.LazyFrame) -> pl.DataFrame:
    companies, cube = cube_of_many(request.as_of, lines)
    values = pl.DataFrame(evaluate(cube), schema=names())
    return pl.DataFrame({COMPANY: companies}).hstack(values)


def _served(request: FeaturesRequest, lines: pl.LazyFrame) -> pl.DataFrame:
    return served_features(request.as_of, lines).rename({"company": COMPANY})


def write_catalogue(out: Path) -> None:
    """One row a feature, with everything that is declared of it."""
    pl.DataFrame(
        [
            {
                "name": one.name,
                "meaning_zh": one.meaning_zh,
                "meaning_en": one.meaning_en,
                "unit": str(one.unit),
                "source": one.source.name,
                "window_months": one.window,
                "lineage": one.lineage,
                "fresh_days": one.fresh_days,
                "use": str(one.use),
            }
            for one in declared()
        ]
    ).write_csv(out)
    Console(highlight=False, soft_wrap=True).print(f"{len(declared()):,} features: {out}")


def read_lines(path: Path, side: str, scratch: Path) -> pl.LazyFrame:
    """Repeated lines once. Without a column `known_on` a line was known on its own day."""
    source = open_table(path, scratch)
    missing = [name for name in WANTED if name not in source.kinds]
    if missing:
        raise ColumnsMissing(columns=", ".join(missing))
    day = pl.col("invoice_date").cast(pl.Date)
    known = pl.col("known_on").cast(pl.Date) if "known_on" in source.kinds else day
    return (
        pl.scan_parquet(source.path)
        .unique()
        .select(
            company=pl.col("company_id").cast(pl.String),
            side=pl.lit(side),
            day=day,
            known_on=known,
            partner=pl.col("counterparty_id").cast(pl.String),
            net=pl.col("net_amount").cast(pl.Float64),
            tax=pl.col("tax_amount").cast(pl.Float64),
            is_void=pl.col("status").cast(pl.String).str.strip_chars() == VOID,
        )
    )


def _labels(labels: tuple[Path, str], scratch: Path) -> pl.DataFrame:
    path, label = labels
    source = open_table(path, scratch)
    missing = [name for name in (COMPANY, label) if name not in source.kinds]
    if missing:
        raise ColumnsMissing(columns=", ".join(missing))
    return pl.scan_parquet(source.path).select(COMPANY, label).drop_nulls(label).collect()


def _tell_faults(console: Console, frame: pl.DataFrame, made: list[str], label: str | None) -> None:
    is_bad: Flags | None = None
    if label is not None:
        is_bad = np.asarray(frame[label].cast(pl.Float64).to_numpy() == 1)
    faults = find_faults(made, frame.select(made).to_numpy(), is_bad)
    for fault, count in Counter(one.fault for one in faults).most_common():
        shown = [one for one in faults if one.fault is fault][:3]
        examples = "; ".join(f"{one.feature} ({one.detail})" for one in shown)
        console.print(f"[yellow]![/] {count:,} {fault}: {examples}")
