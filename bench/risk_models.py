"""Default prediction on the evaluation data, beside OptBinning and plain LightGBM.

Each set with the split and the leak warnings of its README; without `RONGQU_DATA` it is skipped.
AUC is the mean over folds. "Plain LightGBM" has the library's own settings and native categories.
Names of sets choose them, `--folds N` measures the first N splits, `--quick` one split of three
sets with few rows. The champion is the boosting; what the scorecard costs beside it is said, too.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

from bench import _risk_sets as sets
from bench._peers import ask_peer
from rongqu.modules.models.making.boosting import find_rounds
from rongqu.modules.models.making.calibrate import fit_calibration
from rongqu.modules.models.making.card import Outcome
from rongqu.modules.models.making.folds import folds_of
from rongqu.modules.models.making.measures import (
    area_under_curve,
    auc_with_interval,
    measure,
)
from rongqu.modules.models.making.train import CARD, Task, Wish, elect, fit_parts, take

OURS = ("scorecard", "boosting", "blend")
WAYS = (*OURS, "optbinning", "lightgbm")
"""OptBinning's own scorecard and plain LightGBM come last."""
CHAMPION_SHORT, BEST_OVER = -0.002, 0.003


@dataclass(frozen=True, slots=True)
class Found:
    auc: float
    low: float
    high: float
    ks: float
    calibration_error: float


def splits(one: sets.Set, quick: bool, most: int | None) -> Iterator[tuple[Any, Any]]:
    """(rows to learn from, rows to judge). Quick: one split, of few rows."""
    found = one.splits or tuple(_folds(one))
    if not quick:
        yield from found[:most]
        return
    shuffled = np.random.default_rng(1).permutation(len(one.is_bad))
    for learn, held in found[:1]:
        few = shuffled[learn[shuffled]][: sets.QUICK_ROWS]
        yield np.isin(np.arange(len(learn)), few), held


def _folds(one: sets.Set) -> Iterator[tuple[Any, Any]]:
    for repeat in range(one.repeats):
        fold = folds_of(one.is_bad, 5, 100 + repeat)
        for part in range(5):
            yield fold != part, fold == part


def judge(
    one: sets.Set, parts: Iterator[tuple[Any, Any]], folder: Path
) -> tuple[dict[str, Found], float]:
    names = list(one.columns)
    wish = Wish(name=one.name, label="bad")
    sums: dict[str, list[Any]] = {way: [] for way in WAYS}
    labels: list[Any] = []
    paths: list[str] = []
    for number, (learn, held) in enumerate(parts):
        columns = take(one.columns, names, learn)
        outcome = Outcome(is_bad=one.is_bad[learn], weights=np.ones(int(learn.sum())))
        ours = answers(columns, names, outcome, wish, take(one.columns, names, held))
        for way, found in ours.items():
            sums[way].append(found)
        labels.append(one.is_bad[held])
        paths.append(str(folder / f"{one.name}_{number}"))
        frame(one, learn).write_parquet(f"{paths[-1]}.train.parquet")
        frame(one, held).write_parquet(f"{paths[-1]}.test.parquet")
    for theirs in ask_peer("_peer_models.py", *paths)["answers"]:
        for way, found in theirs.items():
            sums[way].append(np.array(found))
    return {way: summed(found, labels) for way, found in sums.items()}, float(one.is_bad.mean())


def answers(
    columns: Any, names: list[str], outcome: Outcome, wish: Wish, test: Any
) -> dict[str, Any]:
    """The votes of trees and card are cast within the rows to learn from, on a third of them."""
    inner = folds_of(outcome.is_bad, 3, 11) == 0
    rounds = find_rounds(columns, names, outcome, wish.forest)
    task = Task(columns, names, outcome, wish, rounds)
    seen = fit_parts(task, ~inner).log_odds(take(columns, names, inner))
    whole = fit_parts(task, None).log_odds(test)
    is_bad = outcome.is_bad[inner]
    trees = {name: found for name, found in seen.items() if name != CARD}
    elected = {
        "scorecard": {CARD: 1.0},
        "boosting": elect(trees, is_bad),
        "blend": elect(seen, is_bad),
    }
    found: dict[str, Any] = {}
    for way, votes in elected.items():
        inside = sum(weight * seen[name] for name, weight in votes.items())
        calibration = fit_calibration(np.asarray(inside), is_bad, np.ones(len(is_bad)))
        log_odds = sum(weight * whole[name] for name, weight in votes.items())
        found[way] = calibration.chances(np.asarray(log_odds))
    return found


def summed(found: list[Any], labels: list[Any]) -> Found:
    aucs = [area_under_curve(chances, bad) for chances, bad in zip(found, labels, strict=True)]
    spread = [auc_with_interval(chances, bad) for chances, bad in zip(found, labels, strict=True)]
    together, bad = np.concatenate(found), np.concatenate(labels)
    reach = (
        float(np.mean([high - low for _, low, high in spread])) / 2 / np.sqrt(min(5, len(found)))
    )
    whole = measure(together, together, bad)
    auc = float(np.mean(aucs))
    return Found(auc, auc - reach, min(1.0, auc + reach), whole.ks, whole.calibration_error)


def verdict(over: float, line: float) -> str:
    return f"{over:+.4f} ({'reached' if over >= line else 'missed'}: {line:+.3f})"


def frame(one: sets.Set, rows: Any) -> pl.DataFrame:
    columns = {name: column[rows] for name, column in one.columns.items()}
    made = {name: pl.Series(name, column.tolist()) for name, column in columns.items()}
    return pl.DataFrame(made | {"bad": pl.Series("bad", one.is_bad[rows].astype(int).tolist())})


def main(arguments: list[str]) -> int:
    quick, most = "--quick" in arguments, None
    if "--folds" in arguments:
        place = arguments.index("--folds")
        most = int(arguments.pop(place + 1))
    chosen = {one for one in arguments if not one.startswith("-")}
    chosen = chosen or (set(sets.QUICK) if quick else set[str]())
    console = Console(file=sys.stdout, width=120)
    figures: dict[str, float] = {}
    table = Table("set", "rows", "base", "way", "AUC (95 %)", "KS", "off by", "over LightGBM")
    with TemporaryDirectory(prefix="rongqu-bench-") as name:
        for one in sets.load(chosen):
            began = time.perf_counter()
            found, base = judge(one, splits(one, quick, most), Path(name))
            plain = found["lightgbm"].auc
            for way in WAYS:
                it = found[way]
                head = (
                    (one.name, f"{len(one.is_bad):,}", f"{base:.2%}")
                    if way == WAYS[0]
                    else ("", "", "")
                )
                interval = f"{it.auc:.4f} ({it.low:.4f} - {it.high:.4f})"
                table.add_row(
                    *head,
                    way,
                    interval,
                    f"{it.ks:.3f}",
                    f"{it.calibration_error:.3f}",
                    f"{it.auc - plain:+.4f}",
                )
                figures[f"{one.name}_{way}_auc"] = it.auc
            champion = found["boosting"].auc
            best = max(found[way].auc for way in OURS)
            card = found["scorecard"].auc
            figures[f"{one.name}_scorecard_over_lightgbm"] = card - plain
            figures[f"{one.name}_champion_over_lightgbm"] = champion - plain
            figures[f"{one.name}_best_over_lightgbm"] = best - plain
            took = time.perf_counter() - began
            console.print(
                f"{one.name}: champion {verdict(champion - plain, CHAMPION_SHORT)}, "
                f"best {verdict(best - plain, BEST_OVER)}, card {card - plain:+.4f}, {took:.0f} s"
            )
    if not figures:
        console.print(f"skipped: no evaluation data at {sets.DATA} (set RONGQU_DATA)")
    console.print(table)
    if "--json" in arguments:
        print(json.dumps({"figures": figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
