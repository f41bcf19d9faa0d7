"""A GRU over six monthly series beside logistic regression on the same columns (card default).

Both are given delay, lateness, usage of the limit and the logarithm of payments of each month, and
the limit; same folds. Trained in PyTorch, answered by ONNX Runtime. Skipped without the
evaluation data or without PyTorch (`python tools/install.py sequences`).
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import importlib.util
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

from rongqu.modules.models.making.folds import folds_of
from rongqu.modules.models.making.measures import measure
from rongqu.modules.models.making.sequence import SequencePlan, answer_sequence, train_sequence
from rongqu.modules.models.serving.arrays import sigmoid

DATA = Path(os.environ.get("RONGQU_DATA", "../shared/data")) / "card_default/uci_taiwan.parquet"
MONTHS = (6, 5, 4, 3, 2, 1)


def read() -> tuple[Any, Any, Any]:
    """Delay, bill and payment of six months; the limit stands beside them. Nothing protected."""
    frame = pl.read_parquet(DATA)
    measures = [
        [frame[f"{name}{month}"].cast(pl.Float64).to_numpy() for month in MONTHS]
        for name in ("PAY_", "BILL_AMT", "PAY_AMT")
    ]
    series = np.array(measures).transpose(2, 1, 0)
    late = np.maximum(series[:, :, :1], 0)
    limit = frame["LIMIT_BAL"].cast(pl.Float64).to_numpy()[:, None]
    used = series[:, :, 1:2] / limit[:, :, None]
    paid = np.log1p(np.maximum(series[:, :, 2:3], 0))
    both = np.concatenate([series[:, :, :1], late, used, paid], axis=2)
    is_bad = frame["default_next_month"].cast(pl.Int64).to_numpy() == 1
    return both.astype(np.float32), np.log(limit).astype(np.float32), is_bad


def logistic(train: Any, is_bad: Any, test: Any) -> Any:
    """Newton's method on standardised columns."""
    mean, spread = train.mean(axis=0), np.maximum(train.std(axis=0), 1e-9)
    ready, answers = (
        np.hstack([np.ones((len(rows), 1)), (rows - mean) / spread]) for rows in (train, test)
    )
    weights = np.zeros(ready.shape[1])
    for _ in range(30):
        chance = sigmoid(ready @ weights)
        curvature = ready.T @ (ready * (chance * (1 - chance))[:, None])
        curvature += np.eye(len(weights))
        weights += np.linalg.solve(curvature, ready.T @ (is_bad - chance) - weights)
    return answers @ weights


def run(*, quick: bool) -> dict[str, float]:
    series, standing, is_bad = read()
    columns = np.hstack([series.reshape(len(series), -1), standing]).astype(np.float64)
    fold = folds_of(is_bad, 5, 1)
    tried = 1 if quick else 5
    found: dict[str, list[Any]] = {"gru": [], "logistic": []}
    labels: list[Any] = []
    began = time.perf_counter()
    for part in range(tried):
        inside = fold == part
        plan = SequencePlan(rounds=6 if quick else 30)
        model = train_sequence(series[~inside], standing[~inside], is_bad[~inside], plan)
        found["gru"].append(answer_sequence(model, series[inside], standing[inside]))
        found["logistic"].append(logistic(columns[~inside], is_bad[~inside], columns[inside]))
        labels.append(is_bad[inside])
    figures: dict[str, float] = {"seconds": time.perf_counter() - began}
    for way, answers in found.items():
        log_odds, bad = np.concatenate(answers), np.concatenate(labels)
        whole = measure(log_odds, sigmoid(log_odds), bad)
        for name in ("base_rate", "auc", "auc_low", "auc_high", "ks", "calibration_error"):
            figures[f"{way}_{name}"] = getattr(whole, name)
    figures["gru_over_logistic"] = figures["gru_auc"] - figures["logistic_auc"]
    return figures


def main(arguments: list[str]) -> int:
    console = Console(file=sys.stdout)
    figures: dict[str, float] = {}
    if not DATA.exists():
        console.print(f"skipped: no evaluation data at {DATA} (set RONGQU_DATA)")
    elif importlib.util.find_spec("torch") is None:
        console.print("skipped: no PyTorch here (`python tools/install.py sequences`)")
    else:
        figures = run(quick="--quick" in arguments)
    table = Table("figure", "value", title="Sequences")
    for figure, value in figures.items():
        table.add_row(figure, f"{value:,.4f}")
    console.print(table)
    if "--json" in arguments:
        print(json.dumps({"figures": figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
