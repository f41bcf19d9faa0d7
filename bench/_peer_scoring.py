"""OptBinning, toad and LightGBM on the table that `bench/scoring.py` has written. Run by it."""

from __future__ import annotations

import json
import statistics
import sys
import time
import warnings
from pathlib import Path

import lightgbm
import numpy as np
import pandas as pd
import toad
from optbinning import BinningProcess, Scorecard
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

warnings.filterwarnings("ignore")
TOAD_ROWS = 50_000
SINGLE = 40


def measure_optbinning(
    train: pd.DataFrame, test: pd.DataFrame, names: list[str]
) -> dict[str, float]:
    started = time.perf_counter()
    card = Scorecard(
        binning_process=BinningProcess(names),
        estimator=LogisticRegression(max_iter=500),
        scaling_method="pdo_odds",
        scaling_method_params={"pdo": 50, "odds": 20, "scorecard_points": 600},
    )
    card.fit(train[names], train["bad"])
    fitted = time.perf_counter()
    scores = card.score(test[names])
    scored = time.perf_counter()
    card.binning_process_.transform(test[names])
    transformed = time.perf_counter()
    return {
        "optbinning_fit_s": fitted - started,
        "optbinning_score_s": scored - fitted,
        "optbinning_transform_s": transformed - scored,
        "optbinning_auc": float(roc_auc_score(1 - test["bad"], scores)),
    }


def measure_toad(train: pd.DataFrame, test: pd.DataFrame, names: list[str]) -> dict[str, float]:
    """One row through toad's own path: a data frame of one row, `ScoreCard.predict`."""
    few = train.head(TOAD_ROWS)
    combiner = toad.transform.Combiner()
    combiner.fit(few[[*names, "bad"]], y="bad", method="quantile", n_bins=8)
    transformer = toad.transform.WOETransformer()
    woe = transformer.fit_transform(combiner.transform(few[names]), few["bad"])
    card = toad.ScoreCard(
        combiner=combiner, transer=transformer, pdo=50, base_odds=20, base_score=600
    )
    card.fit(woe, few["bad"])
    took: list[float] = []
    for row in range(SINGLE):
        one = test[names].iloc[[row]]
        began = time.perf_counter()
        card.predict(one)
        took.append(time.perf_counter() - began)
    return {"toad_one_us": statistics.median(took) * 1e6}


def measure_lightgbm(train: pd.DataFrame, test: pd.DataFrame, names: list[str]) -> dict[str, float]:
    started = time.perf_counter()
    model = lightgbm.LGBMClassifier(verbosity=-1, n_jobs=1).fit(train[names], train["bad"])
    fitted = time.perf_counter()
    chances = model.predict_proba(test[names])[:, 1]
    return {
        "lightgbm_fit_s": fitted - started,
        "lightgbm_auc": float(roc_auc_score(test["bad"], chances)),
    }


def main(folder: Path) -> None:
    train = pd.read_parquet(folder / "train.parquet")
    test = pd.read_parquet(folder / "test.parquet")
    names = [name for name in train.columns if name != "bad"]
    np.random.seed(0)
    figures: dict[str, float] = {}
    for measure in (measure_toad, measure_optbinning, measure_lightgbm):
        figures |= measure(train, test, names)
    print(json.dumps(figures))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
