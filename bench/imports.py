"""Taking in 1.1 million invoice lines into PostgreSQL, against a transaction a line.

With the evaluation data (`RONGQU_DATA`) its 425 companies, else as many made lines.
"""

# Polars names types of numpy, which is not installed.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

import asyncio
import json
import os
import resource
import statistics
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from rongqu.commands.migrate import upgrade
from rongqu.infra.database import Engine, create_engine
from rongqu.infra.embedded_postgres import EmbeddedPostgres
from rongqu.infra.jobs import Work
from rongqu.infra.policies import load_pack
from rongqu.infra.storage import open_storage
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.parties.public import (
    Direction,
    ImportOptions,
    ImportStatus,
    import_invoice_files,
    read_invoice_profile,
    top_partners,
)
from rongqu.rooms import load_rooms

LINES, QUICK_LINES = 1_100_000, 100_000
READS = 20

PEER_SECONDS = 2.0
PEER_TABLE = """
    CREATE TABLE public.peer (id uuid DEFAULT uuidv7() PRIMARY KEY, company int, number text,
                              issued_on date, net bigint, UNIQUE (company, number))
"""
PEER_INSERT = """
    INSERT INTO public.peer (company, number, issued_on, net)
    VALUES (:company, :number, :on, :net) ON CONFLICT DO NOTHING
"""
DATA = Path(os.environ.get("RONGQU_DATA", "../shared/data")) / "sme_invoices"


def made_lines(folder: Path, lines: int) -> list[Path]:
    """Two files of as many companies and partners as the evaluation data has."""
    return [_made_file(folder, direction, lines // 2) for direction in Direction]


def _made_file(folder: Path, direction: Direction, lines: int) -> Path:
    number = pl.int_range(lines, dtype=pl.Int64)
    net = (number * 7919 % 9_000_000 + 100).alias("net")
    frame = pl.select(number.alias("n"), net).select(
        pl.format("F{}", (pl.col("n") // (lines // 425 + 1)).cast(pl.String).str.zfill(4)).alias(
            "company_id"
        ),
        (pl.col("n") + 10_000_000).cast(pl.String).alias("invoice_no"),
        (pl.lit(date(2017, 1, 1)) + pl.duration(days=pl.col("n") % 1100)).alias("invoice_date"),
        pl.format("P{}", pl.col("n") * 31 % 40_000).alias("counterparty_id"),
        *(
            (cents.cast(pl.Decimal(18, 0)) * pl.lit("0.01").cast(pl.Decimal(18, 2))).alias(name)
            for name, cents in {
                "net_amount": pl.col("net"),
                "tax_amount": pl.col("net") // 10,
                "total_amount": pl.col("net") + pl.col("net") // 10,
            }.items()
        ),
        pl.when(pl.col("n") % 20 == 0)
        .then(pl.lit("作废发票"))
        .otherwise(pl.lit("有效发票"))
        .alias("status"),
    )
    path = folder / f"made_{direction}.parquet"
    frame.write_parquet(path)
    return path


def files_of(folder: Path, *, quick: bool) -> list[Path]:
    shared = [DATA / f"invoices_{direction}.parquet" for direction in Direction]
    if not all(path.exists() for path in shared):
        return made_lines(folder, QUICK_LINES if quick else LINES)
    if not quick:
        return shared
    parts: list[Path] = []
    for path in shared:
        parts.append(folder / path.name)
        pl.read_parquet(path, n_rows=QUICK_LINES // 2).write_parquet(parts[-1])
    return parts


async def measure_import(work: Work, files: list[Path]) -> tuple[int, float]:
    started = time.perf_counter()
    taken_in = await import_invoice_files(work, files, ImportOptions(create_missing=True))
    seconds = time.perf_counter() - started
    assert all(each.status is ImportStatus.DONE for each in taken_in), taken_in
    return sum(each.counts.lines for each in taken_in), seconds


async def measure_peer(engine: Engine) -> float:
    """Lines a second of the ordinary way: the same kind of table, a transaction a line."""
    async with engine.begin() as connection:
        await connection.execute(text(PEER_TABLE))
    lines, started = 0, time.perf_counter()
    while time.perf_counter() - started < PEER_SECONDS:
        lines += 1
        async with engine.begin() as connection:
            line = {"company": lines % 400, "number": f"{lines:08d}", "net": lines * 100}
            await connection.execute(text(PEER_INSERT), line | {"on": date(2019, 1, 1)})
    rate = lines / (time.perf_counter() - started)
    await engine.dispose()
    return rate


async def measure_reads(engine: Engine) -> dict[str, float]:
    """Milliseconds of the slowest reads, for the company with the most invoices."""
    async with open_tx(engine, SYSTEM) as tx:
        largest = text(
            "SELECT enterprise_id FROM parties.invoice GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        )
        company = EnterpriseId((await tx.connection.execute(largest)).scalar_one())
        took: dict[str, list[float]] = {"partners_ms": [], "profile_ms": []}
        for _ in range(READS):
            began = time.perf_counter()
            await top_partners(tx, company, Direction.OUTPUT, 10)
            between = time.perf_counter()
            await read_invoice_profile(tx, company)
            took["partners_ms"].append((between - began) * 1000)
            took["profile_ms"].append((time.perf_counter() - between) * 1000)
    return {name: statistics.median(values) for name, values in took.items()}


async def run(folder: Path, url: str, *, quick: bool) -> dict[str, float]:
    await upgrade(url)
    engine = create_engine(url)
    async with open_tx(engine, SYSTEM) as tx:
        await load_pack(tx)
    files = files_of(folder, quick=quick)
    work = Work(engine=engine, storage=open_storage(f"file://{folder}/files"))
    lines, seconds = await measure_import(work, files)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _, again_seconds = await measure_import(work, files)
    figures = {
        "lines": lines,
        "seconds": seconds,
        "lines_per_second": lines / seconds,
        "peak_mb": peak_mb,
        "again_seconds": again_seconds,
        "peer_lines_per_second": await measure_peer(create_engine(url, pool_size=1, role=None)),
        **await measure_reads(engine),
    }
    await engine.dispose()
    return figures


def main(arguments: list[str]) -> int:
    load_rooms()
    with TemporaryDirectory(prefix="rongqu-bench-") as name:
        folder = Path(name)
        with EmbeddedPostgres(folder / "database") as server:
            figures = asyncio.run(run(folder, server.url(), quick="--quick" in arguments))
    table = Table("figure", "value", title="Invoice import")
    for figure, value in figures.items():
        table.add_row(figure, f"{value:,.1f}")
    Console(file=sys.stdout).print(table)
    if "--json" in arguments:
        print(json.dumps({"figures": figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
