"""The end of a business day for 1,000,000 loans with twelve instalments each.

The measured day is an ordinary one: the day before it was closed too, so every phase works by
difference. The same is done with a tenth of the loans, to see whether a loan costs the same in a
small book. Beside it in the same run: what the database needs for nothing but one row a loan with a
day's interest, by CREATE TABLE AS over the loans. Known peer, quoted and not run here: Frappe
Lending accrues 19 to 27 loans a second, because each goes through a document object. `--quick`:
100,000 loans, and 20,000 for comparison.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

import psutil
from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from bench._portfolio import make_portfolio
from rongqu.commands.migrate import upgrade
from rongqu.infra.calendar import load_calendar
from rongqu.infra.database import Engine, create_engine
from rongqu.infra.embedded_postgres import EmbeddedPostgres
from rongqu.infra.policies import load_pack
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.modules.servicing.public import BusinessDay, end_missed_days
from rongqu.rooms import load_rooms

LOANS, QUICK_LOANS = 1_000_000, 100_000
SMALL_BOOK, QUICK_SMALL_BOOK = 100_000, 20_000
EVENING_BEFORE = date(2026, 5, 18)
MEASURED = EVENING_BEFORE + timedelta(days=1)
SAMPLE_SECONDS = 1.0
BARE = """
    CREATE TABLE public.bare AS
    SELECT CAST('2026-05-19' AS date) AS business_date, id,
           CAST(outstanding_minor * yearly_rate / 360 AS bigint) AS interest_minor
    FROM servicing.loan WHERE status = 'active'
"""


@dataclass(slots=True)
class Peak:
    """The most memory that the server and this process had together, shared pages counted once."""

    megabytes: float = 0.0
    is_over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def watched(self) -> Generator[None]:
        watcher = threading.Thread(target=self._watch)
        watcher.start()
        yield
        self.is_over.set()
        watcher.join()

    def _watch(self) -> None:
        while not self.is_over.wait(SAMPLE_SECONDS):
            me = psutil.Process()
            held = sum(_proportional(each) for each in [me, *me.children(recursive=True)])
            self.megabytes = max(self.megabytes, held / 1e6)


def _proportional(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except (psutil.NoSuchProcess, psutil.AccessDenied):  # a parallel worker that has just left
        return 0


@dataclass(slots=True, kw_only=True)
class Measured:
    day: BusinessDay
    seconds: float
    bare_seconds: float
    peak_mb: float


async def measure(url: str, loans: int) -> Measured:
    await upgrade(url)
    engine = create_engine(url)
    async with open_tx(engine, SYSTEM) as tx:
        await load_pack(tx)
        await load_calendar(tx)
    await make_portfolio(engine, loans, MEASURED)
    await end_days_until(engine, EVENING_BEFORE)

    peak = Peak()
    with peak.watched():
        started = time.perf_counter()
        [day] = await end_days_until(engine, MEASURED)
        seconds = time.perf_counter() - started
    await engine.dispose()
    bare_seconds = await measure_bare(create_engine(url, pool_size=1, role=None))
    return Measured(day=day, seconds=seconds, bare_seconds=bare_seconds, peak_mb=peak.megabytes)


async def end_days_until(engine: Engine, day: date) -> list[BusinessDay]:
    """Noon of the day after, in Shanghai."""
    noon = datetime.combine(day + timedelta(days=1), time_of_day(4), UTC)
    return [each async for each in end_missed_days(partial(open_tx, engine, SYSTEM, lambda: noon))]


async def measure_bare(engine: Engine) -> float:
    started = time.perf_counter()
    async with engine.begin() as connection:
        await connection.execute(text(BARE))
    seconds = time.perf_counter() - started
    await engine.dispose()
    return seconds


def show(measured: Measured, loans: int) -> None:
    table = Table("phase", "rows", "seconds", title=f"End of day, {loans:,} loans")
    for run in measured.day.phases:
        assert run.millis is not None
        table.add_row(run.phase, f"{run.rows:,}", f"{run.millis / 1000:.2f}")
    Console(file=sys.stdout).print(table)


def main(arguments: list[str]) -> int:
    load_rooms()
    quick = "--quick" in arguments
    loans = QUICK_LOANS if quick else LOANS
    small_book = QUICK_SMALL_BOOK if quick else SMALL_BOOK
    with TemporaryDirectory(prefix="rongqu-bench-") as name:
        with EmbeddedPostgres(Path(name) / "small") as server:
            small = asyncio.run(measure(server.url("rongqu"), small_book))
        with EmbeddedPostgres(Path(name) / "large") as server:
            large = asyncio.run(measure(server.url("rongqu"), loans))
    show(large, loans)
    figures = {
        "loans": loans,
        "seconds": large.seconds,
        "loans_per_second": loans / large.seconds,
        "seconds_per_million": large.seconds / loans * 1_000_000,
        "peak_mb": large.peak_mb,
        "flatness": (large.seconds / loans) / (small.seconds / small_book),
        "bare_accrual_seconds": large.bare_seconds,
        "ratio_to_bare_accrual": large.seconds / large.bare_seconds,
    }
    table = Table("figure", "value", title="End of day")
    for figure, value in figures.items():
        table.add_row(figure, f"{value:,.2f}")
    Console(file=sys.stdout).print(table)
    if "--json" in arguments:
        print(json.dumps({"figures": figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
