"""OptBinning's scorecard and plain LightGBM on the splits of `bench/risk_models.py`."""

from __future__ import annotations

import json
import sys
import warnings

import lightgbm
import pandas as pd
from optbinning import BinningProcess, Scorecard
from sklearn.linear_model import LogisticRegression

warnings.filterwarnings("ignore")


def answer(path: str) -> dict[str, list[float]]:
    train = pd.read_parquet(f"{path}.train.parquet")
    test = pd.read_parquet(f"{path}.test.parquet")
    names = [name for name in train.columns if name != "bad"]
    known = [name for name in names if train[name].nunique() > 1]  # OptBinning ends on the others
    texts = [name for name in names if not pd.api.types.is_numeric_dtype(train[name])]
    card = Scorecard(
        binning_process=BinningProcess(
            known, categorical_variables=[name for name in texts if name in known] or None
        ),
        estimator=LogisticRegression(max_iter=1000),
    )
    card.fit(train[known], train["bad"], metric_missing="empirical", metric_special="empirical")
    chances = card.predict_proba(test[known])[:, 1]
    for name in texts:
        known = pd.CategoricalDtype(sorted(train[name].dropna().unique()))
        train[name], test[name] = train[name].astype(known), test[name].astype(known)
    plain = lightgbm.LGBMClassifier(verbosity=-1, n_jobs=1).fit(train[names], train["bad"])
    return {
        "optbinning": chances.tolist(),
        "lightgbm": plain.predict_proba(test[names])[:, 1].tolist(),
    }


if __name__ == "__main__":
    print(json.dumps({"answers": [answer(path) for path in sys.argv[1:]]}))
