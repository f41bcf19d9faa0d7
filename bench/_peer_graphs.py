"""LightGBM and logistic regression on degrees and amounts of accounts: trained on one graph, tested
on the other. Arguments: the folder, the two graphs."""

from __future__ import annotations

import json
import sys

import lightgbm  # pyright: ignore[reportMissingImports]
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import QuantileTransformer


def read(folder: str, graph: str) -> tuple[np.ndarray, np.ndarray]:
    moved = pd.read_parquet(f"{folder}/{graph}_transactions.parquet")
    truth = (
        pd.read_parquet(f"{folder}/{graph}_accounts.parquet").set_index("account_id").sort_index()
    )
    columns = []
    for own, other in (("source_id", "target_id"), ("target_id", "source_id")):
        by = moved.groupby(own)
        columns += [
            by["amount"].agg(["count", "sum", "mean", "std", "min", "max"]),
            by[other].nunique().rename("others"),
            by["step"].agg(["min", "max", "std"]),
        ]
    table = pd.concat([each.reindex(truth.index) for each in columns], axis=1).fillna(0)
    return table.to_numpy(float), truth["flagged"].to_numpy()


def recall(truth: np.ndarray, scores: np.ndarray) -> float:
    alerts = np.argsort(-scores)[: len(scores) // 100]
    return float(truth[alerts].sum() / truth.sum())


def main() -> None:
    folder, *graphs = sys.argv[1:]
    tables = {graph: read(folder, graph) for graph in graphs}
    figures: dict[str, float] = {}
    for test, train in (graphs, graphs[::-1]):
        (known, labels), (asked, truth) = tables[train], tables[test]
        logistic = make_pipeline(
            QuantileTransformer(output_distribution="normal"), LogisticRegression(max_iter=1000)
        ).fit(known, labels)
        trees = lightgbm.LGBMClassifier(n_estimators=200, num_leaves=15, verbose=-1, n_jobs=1)
        trees.fit(known, labels)
        figures[f"{test}_recall_at_1pct_logistic"] = recall(
            truth, logistic.predict_proba(asked)[:, 1]
        )
        figures[f"{test}_recall_at_1pct_lightgbm"] = recall(truth, trees.predict_proba(asked)[:, 1])
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
