"""Money monitoring: stateful rules against zen-engine's stateless ones; windows against DuckDB.

*Rules*: one movement after the other, in process. Ours remembers windows, fans, cycles and repeats
of every account; zen-engine answers ten conditions on the movement alone; rates
are by processor time, which a busy machine does not change. *Windows*: the sum and
count of each account's last 24 hours at every movement of a history, all at once. *AMLSim*:
synthetic graphs with planted fans and cycles; accounts are ranked by what the rules found (nothing
is learned), the baselines learn from one graph and are tested on the other. Recall at 1 % alerts
cannot exceed 0.01 / base rate. Says nothing about real laundering.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import quantiles

import numpy as np
import polars as pl
from _peers import ask_peer
from rich.console import Console
from rich.table import Table

from rongqu.modules.compliance.monitoring.types import Limits, Movement, Rule
from rongqu.modules.compliance.monitoring.watcher import Watcher
from rongqu.modules.compliance.monitoring.windows import window_sums

FOLDER = Path(os.environ.get("RONGQU_DATA", "../shared/data")) / "aml"
GRAPHS = ("cycle200", "fanin200")
EVENTS, QUICK_EVENTS = 200_000, 40_000
HISTORY, QUICK_HISTORY = 2_000_000, 500_000
ACCOUNTS, DAY = 5_000, 86_400
LIVE = Limits(
    large=200_000_000, frequent_count=5, structuring_from=160_000_000, structuring_count=3,
    repeated_count=3, fan_count=10, window=DAY, cycle_window=3 * DAY, cycle_longest=5,
    cycle_keeps_percent=90, dormant=180 * DAY,
)  # fmt: skip
STEPS = Limits(
    large=10**12, frequent_count=10**6, structuring_from=10**11, structuring_count=10**6,
    repeated_count=2, fan_count=12, window=30, cycle_window=40, cycle_longest=6,
    cycle_keeps_percent=90, dormant=10**6,
)  # fmt: skip
"""For AMLSim, whose clock counts steps and whose amounts are small."""
SAYS = {Rule.REPEATED: 100.0, Rule.CYCLE: 5.0, Rule.LOOP: 1.0, Rule.FAN_IN: 0.2, Rule.FAN_OUT: 0.05}

Figures = dict[str, float]


def movements(count: int) -> list[Movement]:
    dice = random.Random(7)
    return [
        Movement(
            number, dice.randrange(ACCOUNTS), dice.randrange(ACCOUNTS),
            int(dice.lognormvariate(16, 1.5)), number * 5,
        )
        for number in range(count)
    ]  # fmt: skip


def measure_rules(quick: bool) -> Figures:
    watcher, taken = Watcher(LIVE), []
    given = movements(QUICK_EVENTS if quick else EVENTS)
    started = time.process_time()
    for movement in given:
        before = time.perf_counter()
        watcher.watch(movement)
        taken.append(time.perf_counter() - before)
    seconds = time.process_time() - started
    peer = ask_peer("_peer_rules.py", str(len(given) // 4))
    return {
        "rules_per_s": len(given) / seconds,
        "rules_p99_ms": 1e3 * quantiles(taken, n=100)[98],
        **peer,
        "times_zen": len(given) / seconds / peer["zen_per_s"],
    }


def measure_windows(quick: bool) -> Figures:
    count = QUICK_HISTORY if quick else HISTORY
    dice = np.random.default_rng(3)
    accounts = dice.integers(0, count // 100, count)
    times = np.sort(dice.integers(0, 90 * DAY, count))
    amounts = dice.integers(1_00, 1_000_000_00, count)
    started = time.perf_counter()
    ours = window_sums(accounts, times, amounts, DAY)
    seconds = time.perf_counter() - started
    exchange = Path(os.environ.get("TMPDIR", "/tmp")) / f"rongqu-windows-{os.getpid()}.parquet"
    pl.DataFrame({"account": accounts, "at": times, "amount": amounts}).write_parquet(exchange)
    try:
        peer = ask_peer("_peer_windows.py", str(exchange), str(DAY))
    finally:
        exchange.unlink()
    if (int(ours.sums.sum() % 2**53), int(ours.counts.sum())) != (
        int(peer["sum_of_sums"]),
        int(peer["sum_of_counts"]),
    ):
        raise SystemExit("DuckDB has other sums")
    return {
        "windows_ours_s": seconds,
        "windows_duckdb_s": peer["seconds"],
        "times_duckdb": peer["seconds"] / seconds,
    }


def rank(graph: str) -> tuple[np.ndarray, np.ndarray]:
    """What the rules say of each account, and what is true."""
    table = pl.read_parquet(FOLDER / f"{graph}_transactions.parquet").sort("step")
    truth = pl.read_parquet(FOLDER / f"{graph}_accounts.parquet").sort("account_id")
    given = [
        Movement(number, payer, payee, int(amount * 100), step)
        for number, (payer, payee, amount, step) in enumerate(
            table.select("source_id", "target_id", "amount", "step").iter_rows()
        )
    ]
    said: Counter[int] = Counter()
    for finding in Watcher(STEPS).watch_all(given):
        is_fan = finding.rule in (Rule.FAN_IN, Rule.FAN_OUT)
        for number in finding.movements[-1:] if is_fan else finding.movements:
            for account in (given[number].payer, given[number].payee):
                said[account] += SAYS[finding.rule]
    scores = np.asarray([said[account] for account in range(truth.height)])
    return scores, truth["flagged"].to_numpy().astype(np.int64)


def measure_graphs() -> Figures:
    if not FOLDER.is_dir():
        print(f"The evaluation data is not at {FOLDER} (set RONGQU_DATA): no graphs.")
        return {}
    figures: Figures = {}
    for graph in GRAPHS:
        scores, truth = rank(graph)
        tie_break = np.random.default_rng(0).random(len(scores)) * 1e-6
        alerts = np.argsort(-(scores + tie_break))[: len(scores) // 100]
        figures[f"{graph}_recall_at_1pct"] = float(truth[alerts].sum() / truth.sum())
        figures[f"{graph}_precision_at_1pct"] = float(truth[alerts].mean())
        figures[f"{graph}_best_possible"] = float(len(alerts) / truth.sum())
    return figures | ask_peer("_peer_graphs.py", str(FOLDER.resolve()), *GRAPHS)


def main(options: list[str]) -> None:
    quick = "--quick" in options
    figures = measure_rules(quick) | measure_windows(quick) | measure_graphs()
    table = Table("figure", "value", title="Money monitoring")
    for name, value in figures.items():
        table.add_row(name, f"{value:,.4g}")
    Console().print(table)
    if "--json" in options:
        print(json.dumps({"figures": figures}))


if __name__ == "__main__":
    main(sys.argv[1:])
