"""All 4,515 features of 425 companies from 1.1 million invoice lines; then of one company.

With the evaluation data (`RONGQU_DATA`), else as many made lines.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

from bench.imports import files_of
from rongqu.commands.risk_features import read_lines
from rongqu.modules.risk.factory.cube import Line, cube_of_many, cube_of_one
from rongqu.modules.risk.factory.evaluate import by_name, evaluate

AS_OF = date(2019, 1, 1)


def measure(folder: Path, *, quick: bool) -> dict[str, float]:
    files = files_of(folder, quick=quick)
    started = time.perf_counter()
    lines = pl.concat(
        [
            read_lines(path, "purchases" if "input" in path.stem else "sales", folder)
            for path in files
        ]
    )
    companies, cube = cube_of_many(AS_OF, lines)
    values = evaluate(cube)
    all_seconds = time.perf_counter() - started
    count = int(lines.select(pl.len()).collect().item())
    largest = lines.group_by("company").len().sort("len").tail(1).collect()
    rows = lines.filter(pl.col("company") == largest["company"][0]).drop("company").collect()
    of_one = [Line(**row) for row in rows.iter_rows(named=True)]
    began = time.perf_counter()
    found = by_name(cube_of_one(AS_OF, of_one))
    return {
        "lines": count,
        "companies": len(companies),
        "features": values.shape[1],
        "all_seconds": all_seconds,
        "one_company_lines": len(of_one),
        "one_company_seconds": time.perf_counter() - began,
        "one_company_known": len(found),
    }


def main(arguments: list[str]) -> int:
    with TemporaryDirectory(prefix="rongqu-bench-") as name:
        figures = measure(Path(name), quick="--quick" in arguments)
    table = Table("figure", "value", title="Features")
    for figure, value in figures.items():
        table.add_row(figure, f"{value:,.2f}")
    Console(file=sys.stdout).print(table)
    if "--json" in arguments:
        print(json.dumps({"figures": figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
