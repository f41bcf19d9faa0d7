"""Servicing in bulk: schedules, booking loans, a bank's file of repayments; each beside its peer.

Schedules of 24 instalments: one by one beside `amortization`, in columns beside numpy-financial.

Both peers reckon in floats and know neither days nor cents; ours are exact to the cent, evened out,
and the same in both forms (a property of the tests). One by one: principal and interest of each
period, as the peer yields them; then the same with due days and typed amounts, as a contract prints
them. In columns: principal and interest of every period of a portfolio. The peers are installed on
demand into `.make/bench-peers`.

Booking: a running book of loans with 24 instalments, from its file to the committed rows, beside
COPY of the very same rows into the same tables (`booking_ratio`). A file of repayments, from its
bytes to the books, beside the ledger's batch call with entries of the same kind and number
(`file_ratio`), and beside plain transfers (`file_transfer_ratio`); a day's end has gone before, so
receivables are revalued too, and every payment is told as an event.

One repayment over HTTP, ordered by its borrower, beside the bare write endpoint of `bench/api.py`
(`http_ratio`). `--quick`: fewer loans.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

import numpy as np
from rich.console import Console
from rich.table import Table

from bench._repayment_files import measure_files
from bench._repayments_over_http import measure_repayments
from bench._running_books import measure_books
from rongqu.infra.embedded_postgres import EmbeddedPostgres
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.ratios import PeriodRates
from rongqu.kernel.schedule import RepaymentMethod, Terms, compute_schedule
from rongqu.kernel.schedule.parts import Shape, compute_parts
from rongqu.modules.bookings.public import compute_level_plans
from rongqu.rooms import load_rooms

ROOT = Path(__file__).parents[1]
PEERS = ROOT / ".make" / "bench-peers"
PERIODS = 24
YEARLY = "0.0485"
LOANS, QUICK_LOANS = 200_000, 20_000
SINGLE, QUICK_SINGLE = 4_000, 1_000
ROUNDS = 5
SHAPE = Shape(method=RepaymentMethod.EQUAL_INSTALMENT)
STARTS_ON = date(2026, 1, 15)


def peer(name: str) -> Any:
    """Behind our own packages, so that its copy of numpy does not win."""
    if not PEERS.is_dir():
        wanted = ["amortization==3.0.1", "numpy-financial==1.0.0"]
        install = [str(ROOT / ".venv/bin/uv"), "pip", "install", "--quiet", "--no-deps"]
        subprocess.run([*install, "--target", str(PEERS), *wanted], check=True)
    if str(PEERS) not in sys.path:
        sys.path.append(str(PEERS))
    return import_module(name)


def rate_of(run: Callable[[], int]) -> float:
    """Loans a second: the best of a few rounds, because other programs disturb only downwards."""
    best = 0.0
    for _ in range(ROUNDS):
        started = time.perf_counter()
        loans = run()
        best = max(best, loans / (time.perf_counter() - started))
    return best


def measure_single(count: int) -> dict[str, float]:
    schedule = peer("amortization").amortization_schedule
    rate = Rate(Decimal(YEARLY), DayCount.THIRTY_E_360)
    rates = PeriodRates.level(rate.monthly, PERIODS)
    minors = [10_000_00 + 137 * each for each in range(count)]
    terms = [
        Terms(
            principal=Money(minor, "CNY"),
            rate=rate,
            method=RepaymentMethod.EQUAL_INSTALMENT,
            months=PERIODS,
            starts_on=STARTS_ON,
        )
        for minor in minors
    ]

    def by_peer() -> int:
        for minor in minors:
            list(schedule(minor / 100, float(YEARLY), PERIODS))
        return count

    def by_parts() -> int:
        for minor in minors:
            compute_parts(SHAPE, minor, rates)
        return count

    def with_days() -> int:
        for each in terms:
            compute_schedule(each)
        return count

    return {
        "amortization": rate_of(by_peer),
        "exact": rate_of(by_parts),
        "with_days": rate_of(with_days),
    }


def measure_batch(count: int) -> dict[str, float]:
    financial = peer("numpy_financial")
    rates = PeriodRates.level(Fraction(YEARLY) / 12, PERIODS)
    principals = 10_000_00 + 137 * np.arange(count, dtype=np.int64)
    floats = principals / 100
    periods = np.arange(1, PERIODS + 1)[:, None]

    def by_peer() -> int:
        monthly = float(YEARLY) / 12
        financial.ppmt(monthly, periods, PERIODS, floats)
        financial.ipmt(monthly, periods, PERIODS, floats)
        return count

    def in_columns() -> int:
        compute_level_plans(principals, rates)
        return count

    return {"numpy_financial": rate_of(by_peer), "columns": rate_of(in_columns)}


def measure_books_and_files(*, quick: bool) -> dict[str, float]:
    load_rooms()
    loans, lines, rounds = (1_000, 1_000, 3) if quick else (5_000, 10_000, 5)
    turns, loans_each = (5, 100) if quick else (30, 500)
    with (
        TemporaryDirectory(prefix="rongqu-bench-") as name,
        EmbeddedPostgres(Path(name) / "database") as server,
    ):
        server.create_database("books")
        server.create_database("files")
        server.create_database("http")
        books = asyncio.run(measure_books(server.url("books"), Path(name), loans, rounds))
        files = asyncio.run(measure_files(server.url("files"), Path(name), lines, rounds))
        http = measure_repayments(server.url("http"), Path(name), turns, loans_each)
    return {
        "booking_ratio": books.ratio,
        "booked_per_second": books.loans,
        "copied_per_second": books.copy,
        "file_ratio": files.entries_ratio,
        "file_transfer_ratio": files.ratio,
        "file_lines_per_second": files.lines,
        "ledger_entries_per_second": files.entries,
        "ledger_transfers_per_second": files.transfers,
        "http_ratio": http.ratio,
        "http_repayments_per_second": http.repayments,
        "http_bare_per_second": http.bare,
        "http_p99_ms": http.p99_ms,
    }


def main() -> int:
    quick = "--quick" in sys.argv
    single = measure_single(QUICK_SINGLE if quick else SINGLE)
    batch = measure_batch(QUICK_LOANS if quick else LOANS)
    table = Table("schedules a second", "loans/s", "of the peer", title=f"{PERIODS} instalments")
    for name, value in (single | batch).items():
        base = single["amortization"] if name in single else batch["numpy_financial"]
        table.add_row(name, f"{value:,.0f}", f"{value / base:.2f}")
    Console().print(table)
    bulk = measure_books_and_files(quick=quick)
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    others = Table("figure", "value", title=f"Booking and paying ({load})")
    for figure, value in bulk.items():
        others.add_row(figure, f"{value:,.2f}" if "ratio" in figure else f"{value:,.0f}")
    Console().print(others)
    if "--json" in sys.argv:
        figures = {
            **{name: round(value, 2) for name, value in bulk.items()},
            "single_ratio": round(single["exact"] / single["amortization"], 2),
            "with_days_ratio": round(single["with_days"] / single["amortization"], 2),
            "batch_ratio": round(batch["columns"] / batch["numpy_financial"], 2),
            "single_per_second": round(single["exact"]),
            "batch_per_second": round(batch["columns"]),
        }
        print(json.dumps({"figures": figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
