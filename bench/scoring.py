"""Fitting and serving a scorecard of 50 features, beside OptBinning, toad and LightGBM.

Everything on one thread, in one run, on one made table with missing values and noise.
"""

# Before numpy: threads that wait for each other would measure the machine's load.
from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import json
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

from bench._peers import ask_peer
from rongqu.modules.models.making.card import CardPlan, Outcome, fit_card
from rongqu.modules.models.making.measures import area_under_curve

ROWS, QUICK_ROWS = 1_000_000, 30_000
FEATURES = 50
SINGLE = 2_000
REASONS = 4


def made_table(rows: int, seed: int) -> tuple[dict[str, Any], Any]:
    """Half of the features say something, each in its own shape; a tenth of all is missing."""
    chance = np.random.default_rng(seed)
    columns: dict[str, Any] = {}
    logits = np.full(rows, -2.2)
    for place in range(FEATURES):
        value = chance.normal(size=rows)
        if place < FEATURES // 2:
            shape = np.tanh(value) if place % 2 else np.where(value > 1, 1.0, 0.2 * value)
            logits += 0.25 * shape
        if place % 5 == 0:
            value = np.exp(value) * 1000
        value[chance.random(rows) < 0.1] = np.nan
        columns[f"f{place:02}"] = value
    return columns, chance.random(rows) < 1 / (1 + np.exp(-logits))


def write(folder: Path, name: str, columns: dict[str, Any], is_bad: Any) -> None:
    pl.DataFrame(columns | {"bad": is_bad.astype(np.int8)}).write_parquet(folder / name)


def measure(rows: int, folder: Path) -> dict[str, float]:
    train, train_bad = made_table(rows, 1)
    test, test_bad = made_table(max(20_000, rows // 5), 2)
    write(folder, "train.parquet", train, train_bad)
    write(folder, "test.parquet", test, test_bad)
    outcome = Outcome(is_bad=train_bad, weights=np.ones(rows))
    started = time.perf_counter()
    card = fit_card(train, list(train), outcome, CardPlan()).card
    fitted = time.perf_counter()
    scores = card.score_many(test)
    scored = time.perf_counter()
    score = card.compile()
    cases = [
        {name: float(column[row]) for name, column in test.items()}
        for row in range(min(SINGLE, len(test_bad)))
    ]
    took: list[float] = []
    for case in cases:
        began = time.perf_counter_ns()
        score(case, REASONS)
        took.append((time.perf_counter_ns() - began) / 1000)
    ours = {
        "rows": float(rows),
        "fit_s": fitted - started,
        "auc": area_under_curve(-scores, test_bad),
        "batch_s": scored - fitted,
        "one_us": statistics.median(took),
    }
    theirs = ask_peer("_peer_scoring.py", str(folder))
    return ours | theirs | ratios(ours, theirs)


def ratios(ours: dict[str, float], theirs: dict[str, float]) -> dict[str, float]:
    return {
        "one_times_toad": theirs["toad_one_us"] / ours["one_us"],
        "batch_times_optbinning": theirs["optbinning_transform_s"] / ours["batch_s"],
        "fit_times_optbinning": theirs["optbinning_fit_s"] / ours["fit_s"],
        "auc_over_optbinning": ours["auc"] - theirs["optbinning_auc"],
    }


def main(arguments: list[str]) -> int:
    rows = QUICK_ROWS if "--quick" in arguments else ROWS
    with TemporaryDirectory(prefix="rongqu-bench-") as name:
        figures = measure(rows, Path(name))
    table = Table("figure", "value", title=f"Scorecard, {rows:,} x {FEATURES}")
    for figure, value in figures.items():
        table.add_row(figure, f"{value:,.4f}")
    Console(file=sys.stdout).print(table)
    if "--json" in arguments:
        print(json.dumps({"figures": figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
